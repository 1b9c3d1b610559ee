import type { FilterSearch } from './filter-arbitraries.ts'

type Input = Record<string, unknown>

const directions = ['', ' ASC', ' DESC']
const sizes = [1, 2, 7]
const both = (keys: readonly string[]) => keys.flatMap((key) => directions.map((direction) => [key + direction]))

const runs = { experiment_ids: ['{experimentQ0}'] }
const named = { filter: "name LIKE 'q-%'" }
const logged = { experiment_ids: ['{experimentQ0}', '{experimentQ2}'] }
const field = (field_name: string, ascending: boolean, dataset: Input = {}) => ({ field_name, ascending, ...dataset })
const d1 = { dataset_name: 'd1', dataset_digest: 'x' }

/** The searches to read to the last page: every order in both directions, pages of every size, views and filters. */
export const sequences: Record<FilterSearch, readonly Input[]> = {
  searchRuns: [
    ...both([
      'attributes.run_name',
      'status',
      'user_id',
      'start_time',
      'created',
      'attribute.end_time',
      'metrics.m',
      'metrics.`n o`',
      'params.p',
      'tags.t',
    ]).map((order_by) => ({ ...runs, order_by, max_results: 5 })),
    ...[[], ['metrics.m DESC'], ['end_time']].flatMap((order_by) =>
      sizes.map((max_results) => ({ ...runs, order_by, max_results })),
    ),
    ...['DELETED_ONLY', 'ALL'].flatMap((run_view_type) =>
      [[], ['metrics.m'], ['params.p DESC']].map((order_by) => ({ ...runs, run_view_type, order_by, max_results: 5 })),
    ),
    ...[
      ['metrics.m', 'params.p DESC'],
      ['metrics.m DESC', 'metrics.`n o`'],
      ['status', 'end_time DESC'],
      ['tags.t DESC', 'metrics.m DESC', 'run_name'],
      ['user_id', 'start_time ASC'],
      ['metrics.nope', 'tags.nope DESC', 'params.nope'],
    ].map((order_by) => ({ ...runs, order_by, max_results: 4 })),
    ...['run_id', 'run_id DESC', 'artifact_uri', 'artifact_uri DESC'].map((order) => ({
      ...runs,
      filter: 'start_time = 50', // the order of the others depends on random ids
      order_by: [order],
      max_results: 2,
    })),
    ...[
      'metrics.m = 1',
      'metrics.m != 1',
      'metrics.m < 100000',
      'metrics.`n o` >= 0',
      'params.p IS NULL',
      "params.p != 'x'",
      "tags.t ILIKE 'X'",
      "dataset.name = 'd1'",
      "dataset.context = 'eval'",
      'end_time > 0',
      "run_name LIKE '_'",
    ].map((filter) => ({ ...runs, filter, order_by: ['metrics.m DESC'], max_results: 2 })),
    { experiment_ids: ['{experimentQ1}', '{experimentQ0}', '999999'], max_results: 4 },
  ],
  searchExperiments: [
    ...both(['name', 'attribute.name', 'experiment_id', 'creation_time', 'last_update_time']).map((order_by) => ({
      ...named,
      order_by,
      max_results: 4,
    })),
    ...sizes.map((max_results) => ({ ...named, max_results })),
    ...['DELETED_ONLY', 'ALL', 'ACTIVE_ONLY'].flatMap((view_type) =>
      [[], ['name'], ['last_update_time DESC', 'name']].map((order_by) => ({
        ...named,
        view_type,
        order_by,
        max_results: 2,
      })),
    ),
    ...[
      "name LIKE 'q-_' AND tags.t = '1'",
      "name ILIKE 'Q-A%'",
      "name LIKE 'q-%' AND tags.t IS NULL",
      "name LIKE 'q-%!'",
    ].map((filter) => ({ filter, order_by: ['name DESC'], max_results: 1 })),
    ...["name ILIKE 'CASE-_'", "name ILIKE 'case-é'", "name LIKE 'case-é'"].map((filter) => ({
      filter,
      max_results: 1,
    })),
    { filter: "name LIKE 'tagged-%'", order_by: ['last_update_time DESC'], max_results: 1 },
  ],
  searchModels: [
    ...both(['name', 'timestamp', 'last_updated_timestamp']).map((order_by) => ({
      ...named,
      order_by,
      max_results: 3,
    })),
    ...sizes.map((max_results) => ({ ...named, max_results })),
    { ...named, order_by: ['timestamp DESC', 'name'], max_results: 2 },
    ...[
      "name ILIKE 'Q-A%'",
      "name LIKE 'q-%' AND tags.t != 'x'",
      "name LIKE 'q-_'",
      "name IN ('q-a', 'q-é', 'q-prompt')",
    ].map((filter) => ({
      filter,
      max_results: 1,
    })),
    { filter: "name LIKE 'q-%' AND tags.`mlflow.prompt.is_prompt` = 'true'", max_results: 1 },
  ],
  searchVersions: [
    ...both(['name', 'version_number', 'creation_timestamp', 'last_updated_timestamp']).map((order_by) => ({
      ...named,
      order_by,
      max_results: 4,
    })),
    ...sizes.map((max_results) => ({ ...named, max_results })),
    { ...named, order_by: ['name DESC', 'version_number ASC'], max_results: 2 },
    { ...named, order_by: ['version_number DESC', 'name DESC'], max_results: 2 },
    ...[
      "name LIKE 'q-%' AND source_path = 's3://b/1'",
      "name = 'q-A'",
      "name LIKE 'q-%' AND version_number > 1",
      "name LIKE 'q-%' AND tags.t = 'later'",
      "name LIKE 'q-%' AND run_id = ''",
    ].map((filter) => ({ filter, max_results: 2 })),
  ],
  searchLoggedModels: [
    ...[
      'name',
      'model_type',
      'status',
      'creation_timestamp',
      'last_updated_timestamp',
      'experiment_id',
      'metrics.acc',
      'metrics.nope',
    ].flatMap((name) =>
      [true, false].map((ascending) => ({ ...logged, order_by: [field(name, ascending)], max_results: 3 })),
    ),
    ...sizes.map((max_results) => ({ ...logged, max_results })),
    ...[true, false].map((ascending) => ({
      ...logged,
      order_by: [field('metrics.acc', ascending, d1)],
      max_results: 3,
    })),
    ...[true, false].map((ascending) => ({
      ...logged,
      order_by: [field('metrics.acc', ascending, { dataset_name: 'd2' })],
      max_results: 3,
    })),
    { ...logged, order_by: [field('name', false), field('metrics.acc', true)], max_results: 2 },
    { ...logged, order_by: [field('model_type', true), field('name', true)], max_results: 2 },
    { ...logged, datasets: [d1], max_results: 3 },
    { ...logged, datasets: [{ dataset_name: 'd2' }], max_results: 3 },
    {
      ...logged,
      datasets: [d1],
      filter: 'metrics.acc >= 1',
      order_by: [field('metrics.acc', true, d1)],
      max_results: 2,
    },
    ...[
      "params.p = 'x'",
      "tags.t != 'x'",
      'metrics.acc > 0.5',
      "name IN ('q-b', 'q-A')",
      "name = 'q-b' AND model_type ILIKE 'K'",
    ].map((filter) => ({
      ...logged,
      filter,
      max_results: 1,
    })),
  ],
}
