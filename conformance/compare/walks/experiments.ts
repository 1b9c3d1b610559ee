import * as fc from 'fast-check'
import type { Walk } from './walk.ts'
import { each, maybe, mostly, step, weighted } from './step.ts'
import {
  deletedKey,
  param,
  point,
  run,
  runFilter,
  runName,
  runOrder,
  startTime,
  tagKey,
  tags,
  tagValue,
  view,
} from './tracking-values.ts'

const id = mostly(
  ['{experiment0}', '{experiment0}', '{experiment0}', '{experiment1}'],
  ['{experiment2}', '999999', 'abc'],
)
const name = mostly(['x{n}-a', 'x{n}-d', 'x{n}-e', 'x{n}-f'], [''])
const experiments = ['{experiment0}', '{experiment1}']
const like = "name LIKE 'x{n}-%'"
const filter = fc.constantFrom(
  like,
  `${like} AND tags.t = 'a'`,
  `${like} AND tags.t != 'a'`,
  "name = 'x{n}-a'",
  `name ILIKE 'X{n}-%'`,
)
/** Always named: an invented name would make the order by name random. */
const givenName = fc.constantFrom('r1', 'r2', 'r3')
const status = fc.constantFrom('RUNNING', 'FINISHED', 'FAILED', 'KILLED', 'SCHEDULED')

const steps = weighted([
  [2, step('createExperiment', { name, tags }, { experiment: 'experiment_id' })],
  [2, step('updateExperiment', { experiment_id: id, new_name: name })],
  [4, step('deleteExperiment', { experiment_id: id })],
  [5, step('restoreExperiment', { experiment_id: id })],
  [3, step('setExperimentTag', { experiment_id: id, key: tagKey, value: tagValue })],
  [2, step('deleteExperimentTag', { experiment_id: id, key: tagKey })],
  [1, step('getExperimentByName', { experiment_name: name })],
  [
    3,
    step('searchExperiments', {
      view_type: view,
      filter,
      max_results: fc.constantFrom(1, 100),
      order_by: maybe(fc.constantFrom(['name DESC'], ['last_update_time'], ['creation_time ASC'])),
    }),
  ],
  [
    5,
    step(
      'createRun',
      {
        experiment_id: id,
        run_name: givenName,
        user_id: maybe(fc.constantFrom('ann', '')),
        start_time: startTime,
        tags,
      },
      { run: 'run.info.run_id' },
    ),
  ],
  [
    5,
    step('updateRun', {
      run_id: run,
      status: maybe(status),
      end_time: maybe(fc.constantFrom(1, 2, 3)),
      run_name: runName,
    }),
  ],
  [5, step('deleteRun', { run_id: run })],
  [4, step('restoreRun', { run_id: run })],
  [4, step('setRunTag', { run_id: run, key: tagKey, value: tagValue })],
  [3, step('deleteRunTag', { run_id: run, key: deletedKey })],
  [1, step('logParam', { run_id: run, ...param })],
  [1, step('logMetric', { run_id: run, ...point })],
  [1, step('createLoggedModel', { experiment_id: id, name: fc.constant('l1') }, { model: 'model.info.model_id' })],
  [1, step('getRun', { run_id: run })],
  [
    5,
    step('searchRuns', {
      experiment_ids: fc.constantFrom(experiments, ['{experiment0}']),
      filter: runFilter,
      run_view_type: view,
      max_results: fc.constantFrom(2, 100),
      order_by: maybe(runOrder),
    }),
  ],
])

const views = ['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL']
const all = { experiment_ids: experiments, run_view_type: 'ALL', max_results: 100 }

/** Creates, changes, deletes and restores experiments and runs. */
export const experimentWalk: Walk = {
  name: 'walks through experiments',
  before: [
    ...each('createExperiment', [{ name: 'x{n}-a', tags: [{ key: 't', value: 'a' }] }, { name: 'x{n}-b' }], {
      experiment: 'experiment_id',
    }),
    ...each(
      'createRun',
      [
        { experiment_id: '{experiment0}', run_name: 'r1', start_time: 10, user_id: 'ann' },
        { experiment_id: '{experiment0}', run_name: 'r2', start_time: 20 },
        { experiment_id: '{experiment1}', run_name: 'r1', start_time: 15, tags: [{ key: 't', value: 'a' }] },
      ],
      { run: 'run.info.run_id' },
    ),
  ],
  step: steps,
  dump: [
    ...each(
      'searchExperiments',
      views.map((view_type) => ({ view_type, filter: like, max_results: 100 })),
    ),
    ...each(
      'searchExperiments',
      ['last_update_time', 'name DESC'].map((order) => ({
        view_type: 'ALL',
        filter: like,
        max_results: 100,
        order_by: [order],
      })),
    ),
    ...each(
      'getExperiment',
      ['0', '1', '2'].map((i) => ({ experiment_id: `{experiment${i}}` })),
    ),
    ...each('searchRuns', [
      ...views.map((run_view_type) => ({ ...all, run_view_type })),
      ...['end_time', 'tags.t DESC', 'run_name'].map((key) => ({ ...all, order_by: [key] })),
      ...["tags.t != 'a'", "attributes.run_name = 'r1'", 'tags.t IS NULL'].map((filter) => ({ ...all, filter })),
    ]),
    ...each(
      'getRun',
      ['0', '1', '2', '3', '4'].map((i) => ({ run_id: `{run${i}}` })),
    ),
    ...each('searchLoggedModels', [{ experiment_ids: experiments }]),
  ],
}
