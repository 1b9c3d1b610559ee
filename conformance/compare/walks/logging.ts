import * as fc from 'fast-check'
import type { Walk } from './walk.ts'
import { each, maybe, mostly, step, weighted } from './step.ts'
import {
  deletedKey,
  modelPoint,
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

const model = mostly(['{model0}', '{model0}', '{model1}'], ['{model2}', '{model9}', 'm-nope'])
const madeModel = fc.constantFrom('{model0}', '{model1}')
const one = <T>(value: T) => fc.constant(value)
const experiment_id = one('{experiment0}')
const context = (value: string) => [{ key: 'mlflow.data.context', value }]
const dataset = fc.record({
  dataset: fc.record({
    name: fc.constantFrom('d0', 'd1'),
    digest: fc.constantFrom('x', 'y'),
    source_type: fc.constantFrom('s', 'http'),
    source: one('there'),
    profile: maybe(one('{}')),
  }),
  tags: maybe(fc.constantFrom(context('train'), context('eval'))),
})
const status = fc.constantFrom('LOGGED_MODEL_READY', 'LOGGED_MODEL_UPLOAD_FAILED', 'LOGGED_MODEL_PENDING')
const modelFilter = fc.constantFrom(
  "name = 'l1'",
  'metrics.m > 0',
  "params.p = '1'",
  "tags.t = 'a'",
  "source_run_id = '{run0}'",
  'status = 2',
)
const modelParams = fc.constantFrom([{ key: 'p', value: '1' }], [{ key: 'q', value: '1' }])
const modelTags = fc.constantFrom([{ key: 't', value: 'a' }], [{ key: 't', value: 'b' }], [{ key: 'u/v', value: '' }])

const steps = weighted([
  [6, step('logMetric', { run_id: run, ...point })],
  [5, step('logMetric', { run_id: run, ...modelPoint(model) })],
  [8, step('logParam', { run_id: run, ...param })],
  [
    8,
    step('logBatch', {
      run_id: run,
      metrics: fc.array(fc.oneof(fc.record(point), fc.record(modelPoint(madeModel))), { maxLength: 3 }),
      params: fc.array(fc.record(param), { maxLength: 2 }),
      tags: fc.array(fc.record({ key: tagKey, value: tagValue }), { maxLength: 2 }),
    }),
  ],
  [3, step('setRunTag', { run_id: run, key: tagKey, value: tagValue })],
  [2, step('deleteRunTag', { run_id: run, key: deletedKey })],
  [
    4,
    step('logInputs', {
      run_id: run,
      datasets: fc.array(dataset, { maxLength: 2 }),
      models: maybe(fc.array(fc.record({ model_id: model }), { maxLength: 1 })),
    }),
  ],
  [
    4,
    step('logOutputs', {
      run_id: run,
      models: fc.array(model, { maxLength: 1 }).map((ids) => ids.map((model_id) => ({ model_id, step: 1 }))),
    }),
  ],
  [1, step('createRun', { experiment_id, run_name: runName, start_time: startTime, tags }, { run: 'run.info.run_id' })],
  [1, step('deleteRun', { run_id: run })],
  [2, step('restoreRun', { run_id: run })],
  [
    3,
    step(
      'createLoggedModel',
      {
        experiment_id,
        name: maybe(fc.constantFrom('l1', 'l2')),
        model_type: maybe(one('kind')),
        source_run_id: maybe(run),
        params: maybe(modelParams),
        tags,
      },
      { model: 'model.info.model_id' },
    ),
  ],
  [3, step('finalizeLoggedModel', { model_id: model, status })],
  [1, step('deleteLoggedModel', { model_id: model })],
  [3, step('setLoggedModelTags', { model_id: model, tags: modelTags })],
  [1, step('deleteLoggedModelTag', { model_id: model, key: fc.constantFrom('t', 'z') })],
  [2, step('logLoggedModelParams', { model_id: model, params: modelParams })],
  [2, step('getLoggedModel', { model_id: model, allow_deleted: maybe(fc.boolean()) })],
  [2, step('getRun', { run_id: run })],
  [
    5,
    step('searchRuns', {
      experiment_ids: one(['{experiment0}']),
      filter: runFilter,
      run_view_type: view,
      order_by: maybe(runOrder),
    }),
  ],
  [2, step('searchLoggedModels', { experiment_ids: one(['{experiment0}']), filter: maybe(modelFilter) })],
])

const all = { experiment_ids: ['{experiment0}'], run_view_type: 'ALL', max_results: 100 }

/** Logs metrics, params, tags, inputs and outputs to runs and logged models, one by one and in batches. */
export const loggingWalk: Walk = {
  name: 'walks through logging',
  before: [
    ...each('createExperiment', [{ name: 'y{n}' }], { experiment: 'experiment_id' }),
    ...each(
      'createRun',
      [
        { experiment_id: '{experiment0}', run_name: 'r1', start_time: 10, user_id: 'ann' },
        { experiment_id: '{experiment0}', run_name: 'r2', start_time: 20 },
        { experiment_id: '{experiment0}', run_name: 'r3', start_time: 15 },
      ],
      { run: 'run.info.run_id' },
    ),
    ...each(
      'createLoggedModel',
      [
        { experiment_id: '{experiment0}', name: 'l1', source_run_id: '{run0}' },
        { experiment_id: '{experiment0}', name: 'l2' },
      ],
      { model: 'model.info.model_id' },
    ),
  ],
  step: steps,
  dump: [
    ...each('searchRuns', [
      all,
      { ...all, run_view_type: 'DELETED_ONLY' },
      ...['metrics.m', 'metrics.m DESC', 'params.p', 'metrics.n DESC'].map((key) => ({ ...all, order_by: [key] })),
      ...['metrics.m > 0', 'metrics.m != 1', "params.p = '1'", "dataset.name = 'd0'", "dataset.context = 'train'"].map(
        (filter) => ({ ...all, filter }),
      ),
    ]),
    ...each(
      'getRun',
      ['0', '1', '2', '3'].map((i) => ({ run_id: `{run${i}}` })),
    ),
    ...each(
      'getMetricHistory',
      ['0', '1', '2'].flatMap((i) => ['m', 'n'].map((metric_key) => ({ run_id: `{run${i}}`, metric_key }))),
    ),
    ...each('getMetricHistoryBulk', [{ run_id: ['{run0}', '{run1}'], metric_key: 'm' }]),
    ...each('getMetricHistoryBulkInterval', [{ run_ids: ['{run0}', '{run1}'], metric_key: 'm', max_results: 100 }]),
    ...each('searchDatasets', [{ experiment_ids: ['{experiment0}'] }]),
    ...each('searchLoggedModels', [
      { experiment_ids: ['{experiment0}'] },
      { experiment_ids: ['{experiment0}'], filter: 'metrics.m > 0' },
      { experiment_ids: ['{experiment0}'], order_by: [{ field_name: 'last_updated_timestamp', ascending: true }] },
      { experiment_ids: ['{experiment0}'], order_by: [{ field_name: 'metrics.m', ascending: false }] },
    ]),
    ...each(
      'getLoggedModel',
      ['0', '1', '2'].map((i) => ({ model_id: `{model${i}}`, allow_deleted: true })),
    ),
  ],
}
