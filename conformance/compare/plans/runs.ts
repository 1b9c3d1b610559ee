import type { EndpointName } from '../../../contract/endpoints.ts'
import type { Plan, Step, Values } from '../engine/plan.ts'
import { anExperiment } from './experiments.ts'

const long = (length: number) => 'x'.repeat(length)

/** A run of a new experiment, with a metric, a param and a tag. */
export const aRun: readonly Step[] = [
  ...anExperiment,
  {
    call: 'createRun',
    input: { experiment_id: '{experiment}', run_name: 'run-{n}', user_id: 'u', start_time: 5 },
    keep: { run: 'run.info.run_id', root: 'run.info.artifact_uri' },
  },
]
const aFullRun: readonly Step[] = [
  ...aRun,
  {
    call: 'logBatch',
    input: {
      run_id: '{run}',
      metrics: [
        { key: 'acc', value: 0.5, timestamp: 1, step: 0 },
        { key: 'acc', value: 0.75, timestamp: 2, step: 1 },
      ],
      params: [{ key: 'lr', value: '0.1' }],
      tags: [{ key: 'team', value: 'a' }],
    },
  },
]
const check: readonly Step[] = [{ call: 'getRun', input: { run_id: '{run}' } }]
const runIds: Values = { boundary: [], invalid: ['nope', '0'.repeat(32), 'a/b', '..'] }
const names: Values = { valid: ['é日本😀', '<b>'], boundary: [' ', long(250), long(500)], invalid: [long(501)] }
const times: Values = { valid: [0, 1_700_000_000_000], boundary: [1], invalid: [-1] }
const statuses: Values = {
  valid: ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'],
  boundary: [1, 5],
  invalid: ['finished', 'BOGUS', 0, 6],
}

type RunPlans = Extract<EndpointName, 'createRun' | 'updateRun' | 'getRun' | 'deleteRun' | 'restoreRun' | 'searchRuns'>

export const runPlans: Record<RunPlans, Plan> = {
  createRun: {
    subject: anExperiment,
    base: {
      experiment_id: '{experiment}',
      user_id: 'someone',
      run_name: 'a run',
      start_time: 7,
      tags: [{ key: 'a', value: 'b' }],
    },
    values: {
      experiment_id: { boundary: ['0'], invalid: ['999999', 'abc', '1.5', '-1', '99999999999999999999'] },
      user_id: { valid: ['é'], boundary: [long(256)], invalid: [long(257)] },
      run_name: names,
      start_time: times,
      'tags.value': { valid: ['é'], boundary: [long(8000), long(8001)] },
      'tags[]': {
        boundary: [
          [
            { key: 'a', value: '1' },
            { key: 'a', value: '2' },
          ],
        ],
      },
    },
    more: [
      {
        kind: 'valid',
        what: 'the name as a tag',
        input: { experiment_id: '{experiment}', tags: [{ key: 'mlflow.runName', value: 'tagged' }] },
      },
      {
        kind: 'boundary',
        what: 'the name twice',
        input: { experiment_id: '{experiment}', run_name: 'n', tags: [{ key: 'mlflow.runName', value: 'n' }] },
      },
      {
        kind: 'invalid',
        what: 'two names',
        input: { experiment_id: '{experiment}', run_name: 'n', tags: [{ key: 'mlflow.runName', value: 'm' }] },
      },
    ],
    keep: { made: 'run.info.run_id' },
    check: [{ call: 'getRun', input: { run_id: '{made}' } }],
  },
  updateRun: {
    subject: aRun,
    base: { run_id: '{run}', run_uuid: '{run}', status: 'FINISHED', end_time: 9, run_name: 'new' },
    values: { run_id: runIds, run_uuid: runIds, status: statuses, end_time: times, run_name: names },
    check,
  },
  getRun: {
    subject: aFullRun,
    base: { run_id: '{run}', run_uuid: '{run}' },
    values: { run_id: runIds, run_uuid: { boundary: ['other'] } },
  },
  deleteRun: {
    subject: aRun,
    base: { run_id: '{run}' },
    values: { run_id: { ...runIds, boundary: [long(33)] } },
    check,
  },
  restoreRun: {
    subject: [...aRun, { call: 'deleteRun', input: { run_id: '{run}' } }],
    base: { run_id: '{run}' },
    values: { run_id: { ...runIds, boundary: [long(33)] } },
    check,
  },
  searchRuns: {
    once: [
      { call: 'createExperiment', input: { name: 'untagged-{n}' }, keep: { experimentuntagged: 'experiment_id' } },
      {
        call: 'createRun',
        input: { experiment_id: '{experimentuntagged}', run_name: 'named' },
        keep: { untagged: 'run.info.run_id' },
      },
      { call: 'deleteRunTag', input: { run_id: '{untagged}', key: 'mlflow.runName' } },
    ],
    subject: aFullRun,
    base: {
      experiment_ids: ['{experiment}'],
      filter: 'metrics.acc > 0.6',
      run_view_type: 'ACTIVE_ONLY',
      max_results: 5,
      order_by: ['metrics.acc DESC'],
    },
    values: {
      experiment_ids: { boundary: ['999999'], invalid: ['abc', '1.5', ''] },
      filter: {
        valid: [
          "params.lr = '0.1'",
          "tags.team = 'a' AND metrics.acc <= 0.75",
          "status = 'RUNNING'",
          "attributes.run_name LIKE 'run-%'",
          "run_id IN ('{run}')",
          "`run name` = 'run-{n}'",
        ],
        boundary: [
          '',
          'metrics.acc = 0.75',
          'tags.z IS NULL',
          'params.lr IS NOT NULL',
          'start_time >= 5',
          "user_id != 'u'",
        ],
        invalid: [
          "metrics.acc > '1'",
          'params.lr = 1',
          'params.lr = x',
          "foo.x = 'y'",
          "bogus = 'x'",
          "status IN ('A')",
          'run_id IN ()',
          'metrics.acc IS NULL',
          '1 = metrics.acc',
          "start_time > '1'",
          'metrics.a > 0 OR metrics.b > 0',
          'a=1; b=2',
          "dataset.foo = 'x'",
          "params.lr > '1'",
          ' ',
        ],
      },
      order_by: {
        valid: ['start_time', 'params.lr DESC', 'tags.team', 'attributes.run_name ASC', 'metrics.`acc`'],
        boundary: ['end_time desc', 'Created', 'metrics.nowhere'],
        invalid: ['bogus', 'metrics.acc FOO', '', 'foo.bar', 'metrics.acc, start_time'],
      },
      'order_by[]': { boundary: [['metrics.acc', 'start_time DESC']], invalid: [['run_name', 'run_name']] },
      max_results: { valid: [1, 2, 100], boundary: [50_000], invalid: [0, -1, 50_001] },
    },
    more: [
      {
        kind: 'boundary',
        what: 'a name whose tag was deleted',
        input: { experiment_ids: ['{experimentuntagged}'], filter: "run_name = 'named'" },
      },
    ],
  },
}
