import * as fc from 'fast-check'
import type { EndpointName } from '../../../contract/endpoints.ts'
import type { Step } from '../engine/plan.ts'
import type { Walk } from './walk.ts'
import { maybe, mostly, step, weighted } from './step.ts'

const names = ['w{n}-a', 'w{n}-b', 'w{n}-A', 'w{n}-p'] as const
const aliases = ['champ', 'Champ', 'x'] as const
const IS_PROMPT = 'mlflow.prompt.is_prompt'

const name = mostly(
  ['w{n}-a', 'w{n}-a', 'w{n}-a', 'w{n}-a', 'w{n}-b', 'w{n}-b', 'w{n}-p'],
  ['w{n}-A', 'w{n}-z', 'a/b', ' w{n}-a'],
)
const version = mostly(['1', '1', '2', '2', '2', '3'], ['01', '0', '9', 'abc', '-1'])
const alias = fc.constantFrom(...aliases, ...aliases, 'latest', 'v1')
const stage = mostly(['None', 'Staging', 'Production', 'Archived'], ['production', 'bogus'])
const description = fc.constantFrom('d', 'e', '', undefined, undefined)
const key = mostly(['k', 'k', 'l', 'mlflow.note.content'], [IS_PROMPT, 'a//b'])
const value = mostly(['v', 'w', ''], ['true', 'false'])
const tags = maybe(fc.array(fc.record({ key, value }), { maxLength: 2 }))
const isPrompt = [{ key: IS_PROMPT, value: 'true' }]

/** Sources elsewhere, and sources in a run, a logged model or another version. */
const source = fc.oneof(
  fc.constantFrom('s3://b/1', 's3://b/2', 'dummy-source', 's3://b/../x').map((source) => ({ source })),
  fc.constantFrom('0', '1').map((i) => ({ source: `runs:/{run${i}}/m`, run_id: `{run${i}}` })),
  fc.constant({ source: 's3://b/3', run_id: '{run0}' }),
  fc.constant({ source: 'runs:/{run0}/m', run_id: '{run1}' }),
  fc.constantFrom('0', '1').map((i) => ({ source: `models:/{model${i}}`, model_id: `{model${i}}` })),
  fc
    .constantFrom('w{n}-a/1', 'w{n}-a/2', 'w{n}-b/1', 'w{n}-a@champ', 'w{n}-b@x', 'w{n}-a/latest', 'w{n}-p/1')
    .map((from) => ({ source: `models:/${from}` })),
  fc.constantFrom('Production', 'Staging', 'None').map((stage) => ({ source: `models:/w{n}-a/${stage}` })),
)

const filter = fc.constantFrom(
  "name LIKE 'w{n}-%'",
  "name ILIKE 'W{n}-A'",
  "name = 'w{n}-a'",
  "name LIKE 'w{n}-%' AND tags.k = 'v'",
  "name LIKE 'w{n}-%' AND tags.k != 'v'",
  `name LIKE 'w{n}-%' AND tags.\`${IS_PROMPT}\` = 'true'`,
  `name LIKE 'w{n}-%' AND tags.\`${IS_PROMPT}\` != 'true'`,
  `name LIKE 'w{n}-%' AND tags.\`${IS_PROMPT}\` = 'false'`,
)
const versionFilter = fc.oneof(
  filter,
  fc.constantFrom(
    "run_id = '{run0}'",
    "run_id IN ('{run0}', '{run1}')",
    "name = 'w{n}-a' AND source_path = 's3://b/1'",
    "name = 'w{n}-a' AND version_number > 1",
    "name LIKE 'w{n}-%' AND run_id = ''",
  ),
)

const steps = weighted([
  [4, step('createModel', { name, description, tags })],
  [1, step('createModel', { name: fc.constant('w{n}-p'), tags: fc.constant(isPrompt) })],
  [
    10,
    fc.tuple(name, source, description, tags).map(([name, source, description, tags]) => ({
      call: 'createVersion',
      input: { name, ...source, description, tags },
    })),
  ],
  [
    1,
    step('createVersion', {
      name: fc.constant('w{n}-p'),
      source: fc.constant('dummy-source'),
      tags: fc.constant(isPrompt),
    }),
  ],
  [3, step('renameModel', { name, new_name: name })],
  [1, step('deleteModel', { name })],
  [3, step('updateModel', { name, description })],
  [3, step('updateVersion', { name, version, description })],
  [3, step('deleteVersion', { name, version })],
  [6, step('transitionStage', { name, version, stage, archive_existing_versions: maybe(fc.boolean()) })],
  [6, step('setAlias', { name, alias, version })],
  [2, step('deleteAlias', { name, alias })],
  [2, step('setModelTag', { name, key, value })],
  [2, step('deleteModelTag', { name, key })],
  [2, step('setVersionTag', { name, version, key, value })],
  [2, step('deleteVersionTag', { name, version, key })],
  [1, step('deleteRun', { run_id: fc.constant('{run1}') })],
  [1, step('deleteLoggedModel', { model_id: fc.constant('{model1}') })],
  [1, step('getModel', { name })],
  [2, step('getVersionByAlias', { name, alias })],
  [2, step('getLatestVersions', { name, stages: maybe(fc.array(stage, { maxLength: 2 })) })],
  [1, step('getDownloadUri', { name, version })],
  [
    2,
    step('searchModels', {
      filter,
      max_results: fc.constantFrom(2, 100),
      order_by: maybe(fc.constantFrom(['name DESC'], ['timestamp'])),
    }),
  ],
  [
    2,
    step('searchVersions', {
      filter: versionFilter,
      max_results: fc.constantFrom(2, 100),
      order_by: maybe(fc.constantFrom(['version_number'], ['name DESC'], ['creation_timestamp DESC'])),
    }),
  ],
])

const prompts = `name LIKE 'w{n}-%' AND tags.\`${IS_PROMPT}\` = 'true'`
const searches = (call: EndpointName, filters: string[], orders: (string[] | undefined)[]): Step[] => [
  ...filters.map((filter): Step => ({ call, input: { filter, max_results: 100 } })),
  ...orders.map((order_by): Step => ({ call, input: { filter: "name LIKE 'w{n}-%'", max_results: 100, order_by } })),
]

/** Registered models with their versions, stages, aliases and tags, prompts included. */
export const registryWalk: Walk = {
  name: 'walks through the registry',
  before: [
    { call: 'createExperiment', input: { name: 'w{n}' }, keep: { experiment: 'experiment_id' } },
    ...['0', '1'].flatMap((): Step[] => [
      { call: 'createRun', input: { experiment_id: '{experiment0}', start_time: 1 }, keep: { run: 'run.info.run_id' } },
    ]),
    ...['0', '1'].flatMap((i): Step[] => [
      {
        call: 'createLoggedModel',
        input: { experiment_id: '{experiment0}', name: 'lm', source_run_id: `{run${i}}` },
        keep: { model: 'model.info.model_id' },
      },
    ]),
    { call: 'createModel', input: { name: 'w{n}-a', description: 'd' } },
    { call: 'createVersion', input: { name: 'w{n}-a', source: 's3://b/1', description: 'd' } },
    { call: 'createVersion', input: { name: 'w{n}-a', source: 's3://b/2', tags: [{ key: 'k', value: 'v' }] } },
    { call: 'setAlias', input: { name: 'w{n}-a', alias: 'champ', version: '1' } },
    { call: 'createModel', input: { name: 'w{n}-b' } },
    { call: 'createVersion', input: { name: 'w{n}-b', source: 's3://b/1' } },
    { call: 'createModel', input: { name: 'w{n}-p', tags: isPrompt } },
  ],
  step: steps,
  dump: [
    ...searches('searchModels', [prompts, "name LIKE 'w{n}-%' AND tags.k = 'v'"], [undefined, ['timestamp DESC']]),
    ...searches(
      'searchVersions',
      [prompts, "run_id = '{run0}'"],
      [undefined, ['version_number'], ['name', 'last_updated_timestamp']],
    ),
    ...names.flatMap((name): Step[] => [
      { call: 'getModel', input: { name } },
      { call: 'getLatestVersions', input: { name } },
      ...aliases.map((alias): Step => ({ call: 'getVersionByAlias', input: { name, alias } })),
    ]),
    ...['1', '2', '3', '4'].flatMap((version): Step[] => [
      { call: 'getVersion', input: { name: 'w{n}-a', version } },
      { call: 'getDownloadUri', input: { name: 'w{n}-a', version } },
      { call: 'getVersion', input: { name: 'w{n}-b', version } },
    ]),
    { call: 'getLoggedModel', input: { model_id: '{model0}' } },
    { call: 'getLoggedModel', input: { model_id: '{model1}' } },
  ],
}
