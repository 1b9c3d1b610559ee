import type { EndpointName } from '../../../contract/endpoints.ts'
import { keys } from './common-values.ts'
import type { Plan, Step, Values } from '../engine/plan.ts'

const long = (length: number) => 'x'.repeat(length)

/** An experiment with a tag, and a run in it. */
export const anExperiment: readonly Step[] = [
  {
    call: 'createExperiment',
    input: { name: 'experiment-{n}', tags: [{ key: 'a', value: 'b' }] },
    keep: { experiment: 'experiment_id' },
  },
]
const check: readonly Step[] = [{ call: 'getExperiment', input: { experiment_id: '{experiment}' } }]
const runs: Step = { call: 'searchRuns', input: { experiment_ids: ['{experiment}'], run_view_type: 'ALL' } }
const aRun: Step = { call: 'createRun', input: { experiment_id: '{experiment}', run_name: 'r', start_time: 5 } }
const gone: Step = { call: 'deleteExperiment', input: { experiment_id: '{experiment}' } }

const names: Values = {
  valid: ['é日本😀 {n}', '"quoted" \'{n}\'', 'a/b:c {n}', 'مرحبا {n}'],
  boundary: [`${long(494)}{n}`, ' leading {n}', 'trailing {n} ', 'line\nbreak {n}', 'EXPERIMENT-{n}'],
  invalid: [' ', '\t\n', `${long(495)}{n}`],
}
const tagValues: Values = { boundary: ['', '\n', long(20_000)], invalid: [long(20_001)] }
const ids: Values = {
  boundary: ['0', '999999', '2147483648'],
  invalid: ['abc', '1.5', '-1', ' ', '1e0', '99999999999999999999', '１'],
}
const locations: Values = {
  valid: [
    's3://bucket/a',
    'gs://bucket/a',
    'mlflow-artifacts:/somewhere',
    'wasbs://c@a.blob.core.windows.net/x',
    'dbfs:/x',
  ],
  boundary: ['s3://bucket', 's3://bucket/', 's3://bucket/é x'],
  invalid: [
    'runs:/x/y',
    's3://b/x#y',
    's3://b/x?a=../y',
    's3://b/x;y',
    'http://h/x',
    'ftp://h/x',
    'hdfs://h/x',
    'mlflow-artifacts://h/x',
    '/local/path',
    'file:///local',
    'relative',
    'FILE:/x',
    's3://b/x/../y',
    's3://b/%2e%2e/y',
    'javascript:alert(1)',
    's3://b/a\0b',
    '\\\\host\\x',
    long(3000),
  ],
}

type ExperimentPlans = Extract<
  EndpointName,
  `${string}${'Experiment' | 'Experiments' | 'ExperimentTag' | 'ExperimentByName' | 'Datasets'}`
>

export const experimentPlans: Record<ExperimentPlans, Plan> = {
  createExperiment: {
    spends: true,
    keep: { experiment: 'experiment_id' },
    base: { name: 'made {n}', artifact_location: 's3://bucket/{n}', tags: [{ key: 'a', value: 'b' }] },
    values: {
      name: names,
      artifact_location: locations,
      'tags.value': tagValues,
      'tags[]': {
        valid: [
          [
            { key: 'b', value: '2' },
            { key: 'a', value: '1' },
          ],
        ],
        boundary: [
          [
            { key: 'a', value: '1' },
            { key: 'a', value: '2' },
          ],
        ],
      },
    },
    more: [{ kind: 'invalid', what: 'a name that is taken', input: { name: 'Default' } }],
    check: [{ call: 'getExperimentByName', input: { experiment_name: 'made {n}' } }],
  },
  getExperiment: { subject: anExperiment, base: { experiment_id: '{experiment}' }, values: { experiment_id: ids } },
  getExperimentByName: {
    subject: anExperiment,
    base: { experiment_name: 'experiment-{n}' },
    values: {
      experiment_name: {
        valid: ['Default'],
        boundary: [long(500), ' '],
        invalid: ['nobody', 'EXPERIMENT-{n}', ' experiment-{n}', long(501)],
      },
    },
  },
  searchExperiments: {
    subject: anExperiment,
    base: { max_results: 5, filter: "name = 'experiment-{n}'", order_by: ['experiment_id'], view_type: 'ACTIVE_ONLY' },
    values: {
      filter: {
        valid: [
          "name LIKE 'experiment-{n}%'",
          "name ILIKE 'EXPERIMENT-{n}'",
          "tags.a = 'b' AND name = 'experiment-{n}'",
          "experiment_id = '{experiment}'",
        ],
        boundary: [
          "experiment_id IN ('{experiment}', '0')",
          'creation_time > 0',
          "name = 'experiment-{n}' AND tags.a IS NOT NULL",
          "tags.z IS NULL AND name = 'experiment-{n}'",
          "attribute.name = 'experiment-{n}'",
        ],
        invalid: [
          "name = 'a' OR name = 'b'",
          'name = x',
          "name like 'x'",
          "bogus = 'x'",
          "creation_time > '1'",
          'experiment_id = 1',
          "name IN ('a')",
          "attributes.name = 'x'",
          ' ',
        ],
      },
      order_by: {
        valid: ['name', 'name DESC', 'creation_time', 'last_update_time ASC', 'attribute.name'],
        boundary: ['experiment_id desc'],
        invalid: ['bogus', 'name FOO', '', 'tags.a', 'name, experiment_id'],
      },
      'order_by[]': {
        boundary: [
          ['name', 'name'],
          ['creation_time', 'name DESC'],
        ],
      },
      max_results: { valid: [1, 2, 100], boundary: [50_000], invalid: [0, -1, 50_001] },
    },
  },
  updateExperiment: {
    once: [
      { call: 'createExperiment', input: { name: 'gone-{n}' }, keep: { experimentgone: 'experiment_id' } },
      { call: 'deleteExperiment', input: { experiment_id: '{experimentgone}' } },
    ],
    subject: anExperiment,
    base: { experiment_id: '{experiment}', new_name: 'renamed {n}' },
    values: { experiment_id: ids, new_name: names },
    more: [
      { kind: 'boundary', what: 'its own name', input: { experiment_id: '{experiment}', new_name: 'renamed {n}' } },
      { kind: 'invalid', what: 'a name that is taken', input: { experiment_id: '{experiment}', new_name: 'Default' } },
      { kind: 'invalid', what: 'a deleted one', input: { experiment_id: '{experimentgone}', new_name: 'back {n}' } },
    ],
    check,
  },
  deleteExperiment: {
    spends: true,
    subject: [...anExperiment, aRun],
    base: { experiment_id: '{experiment}' },
    values: { experiment_id: { ...ids, boundary: ['999999'] } },
    check: [...check, runs],
  },
  restoreExperiment: {
    spends: true,
    subject: [...anExperiment, aRun, gone],
    base: { experiment_id: '{experiment}' },
    values: { experiment_id: ids },
    check: [...check, runs],
  },
  setExperimentTag: {
    subject: anExperiment,
    base: { experiment_id: '{experiment}', key: 'k', value: 'v' },
    values: { experiment_id: { ...ids, boundary: ['999999'] }, key: keys, value: tagValues },
    check,
  },
  deleteExperimentTag: {
    spends: true,
    subject: anExperiment,
    base: { experiment_id: '{experiment}', key: 'a' },
    values: { experiment_id: ids },
    more: [{ kind: 'invalid', what: 'a tag that is not set', input: { experiment_id: '{experiment}', key: 'z' } }],
    check,
  },
  searchDatasets: {
    subject: [
      ...anExperiment,
      { ...aRun, keep: { run: 'run.info.run_id' } },
      {
        call: 'logInputs',
        input: {
          run_id: '{run}',
          datasets: [
            {
              dataset: { name: 'd', digest: '1', source_type: 's', source: 'x' },
              tags: [{ key: 'mlflow.data.context', value: 'train' }],
            },
            { dataset: { name: 'd', digest: '2', source_type: 's', source: 'x' } },
          ],
        },
      },
    ],
    base: { experiment_ids: ['{experiment}'] },
    values: {
      experiment_ids: { invalid: ['abc'] },
      'experiment_ids[]': {
        valid: [['{experiment}', '0']],
        boundary: [['999999'], Array.from({ length: 20 }, (_, i) => String(900_000 + i))],
        invalid: [Array.from({ length: 21 }, (_, i) => String(900_000 + i))],
      },
    },
  },
}
