import type { EndpointName } from '../../../contract/endpoints.ts'
import type { Plan, Step, Values } from '../engine/plan.ts'
import { aRun } from './runs.ts'

const long = (length: number) => 'x'.repeat(length)

/** A logged model of a run, with a param, a tag and two metrics, one of them on a dataset. */
const aModel: readonly Step[] = [
  ...aRun,
  {
    call: 'createLoggedModel',
    input: {
      experiment_id: '{experiment}',
      name: 'logged-{n}',
      model_type: 'kind',
      source_run_id: '{run}',
      params: [{ key: 'lr', value: '0.1' }],
      tags: [{ key: 'team', value: 'a' }],
    },
    keep: { model: 'model.info.model_id' },
  },
]
const metric = { run_id: '{run}', model_id: '{model}', timestamp: 1, step: 0 }
const aMeasuredModel: readonly Step[] = [
  ...aModel,
  { call: 'logMetric', input: { ...metric, key: 'acc', value: 0.5 } },
  { call: 'logMetric', input: { ...metric, key: 'loss', value: 2, dataset_name: 'd', dataset_digest: '1' } },
]
const check: readonly Step[] = [{ call: 'getLoggedModel', input: { model_id: '{model}', allow_deleted: true } }]
const ids: Values = { boundary: [`m-${'0'.repeat(32)}`], invalid: ['m-nope', '{run}', ' '] }
const tags: Values = {
  boundary: ['../x', 'a,b', '/x', '😀', long(250)],
  invalid: [long(251)],
}

type LoggedModelPlans = Extract<EndpointName, `${string}LoggedModel${string}`>

export const loggedModelPlans: Record<LoggedModelPlans, Plan> = {
  createLoggedModel: {
    once: aRun,
    keep: { made: 'model.info.model_id' },
    base: {
      experiment_id: '{experiment}',
      name: 'a model',
      model_type: 'kind',
      source_run_id: '{run}',
      params: [{ key: 'lr', value: '0.1' }],
      tags: [{ key: 'team', value: 'a' }],
    },
    values: {
      experiment_id: { boundary: ['0'], invalid: ['999999', 'abc', '1.5', '99999999999999999999'] },
      name: {
        valid: ['é', 'with space'],
        boundary: [long(500)],
        invalid: ['a/b', 'a:b', 'a.b', 'a%b', 'a"b', "a'b", long(501), ' '],
      },
      model_type: { valid: ['é'], boundary: [long(500)], invalid: [long(501)] },
      source_run_id: { invalid: ['nope'] },
      'params.key': { boundary: [long(250), 'a/b', '../x', '😀'], invalid: [long(251)] },
      'params.value': { boundary: ['', long(6000), long(6001)] },
      'tags.key': tags,
      'params[]': {
        boundary: [
          [
            { key: 'a', value: '1' },
            { key: 'a', value: '1' },
          ],
        ],
        invalid: [
          [
            { key: 'a', value: '1' },
            { key: 'a', value: '2' },
          ],
        ],
      },
      'tags[]': {
        boundary: [
          [
            { key: 'a', value: '1' },
            { key: 'a', value: '2' },
          ],
        ],
      },
    },
    check: [{ call: 'getLoggedModel', input: { model_id: '{made}' } }],
  },
  getLoggedModel: {
    subject: aMeasuredModel,
    base: { model_id: '{model}', allow_deleted: true },
    values: { model_id: ids },
  },
  finalizeLoggedModel: {
    subject: aModel,
    base: { model_id: '{model}', status: 'LOGGED_MODEL_READY' },
    values: {
      model_id: ids,
      status: {
        valid: ['LOGGED_MODEL_PENDING', 'LOGGED_MODEL_UPLOAD_FAILED', 'LOGGED_MODEL_STATUS_UNSPECIFIED'],
        boundary: [1, 2, 3, 0],
        invalid: ['READY', 'BOGUS', 4, -1],
      },
    },
    check,
  },
  deleteLoggedModel: {
    subject: aModel,
    base: { model_id: '{model}' },
    values: { model_id: ids },
    check: [...check, { call: 'getLoggedModel', input: { model_id: '{model}' } }],
  },
  logLoggedModelParams: {
    spends: true,
    subject: aModel,
    base: { model_id: '{model}', params: [{ key: 'p', value: '1' }] },
    values: {
      model_id: ids,
      'params.key': { boundary: [long(250), 'a/b'], invalid: [long(251)] },
      'params.value': { boundary: ['', long(6001)] },
      'params[]': { invalid: [[{ key: 'lr', value: '0.2' }]], boundary: [[{ key: 'lr', value: '0.1' }]] },
    },
    check,
  },
  setLoggedModelTags: {
    subject: aModel,
    base: { model_id: '{model}', tags: [{ key: 'k', value: 'v' }] },
    values: { model_id: ids, 'tags.key': tags, 'tags.value': { boundary: ['', long(5000)], invalid: [] } },
    check,
  },
  deleteLoggedModelTag: {
    spends: true,
    subject: aModel,
    base: { model_id: '{model}', key: 'team' },
    values: { model_id: ids, key: { boundary: ['TEAM', 'a b'], invalid: ['nope'] } },
    check,
  },
  searchLoggedModels: {
    subject: aMeasuredModel,
    base: {
      experiment_ids: ['{experiment}'],
      filter: 'metrics.acc > 0.1',
      datasets: [{ dataset_name: 'd', dataset_digest: '1' }],
      max_results: 5,
      order_by: [{ field_name: 'metrics.loss', ascending: false, dataset_name: 'd', dataset_digest: '1' }],
    },
    values: {
      experiment_ids: { boundary: ['999999'], invalid: ['abc'] },
      filter: {
        valid: [
          "params.lr = '0.1'",
          "tags.team = 'a'",
          "name LIKE 'logged-%'",
          "attributes.model_type = 'kind'",
          "model_id = '{model}'",
          'metrics.loss = 2',
        ],
        boundary: [
          '',
          'status = 1',
          "name IN ('logged-{n}', 'x')",
          'name = logged',
          'name = "x"',
          'creation_timestamp > 0',
        ],
        invalid: [
          'metric.acc > 1',
          "bogus = 'x'",
          "metrics.acc > 'a'",
          "name = 'a' OR name = 'b'",
          'name IS NULL',
          "params.lr > '0'",
          'x',
          ' ',
        ],
      },
      datasets: { boundary: [] },
      'datasets.dataset_name': { boundary: ['nowhere'] },
      'datasets.dataset_digest': { boundary: ['2', ''] },
      'datasets[]': {
        boundary: [
          [
            { dataset_name: 'd', dataset_digest: '1' },
            { dataset_name: 'e', dataset_digest: '2' },
          ],
        ],
      },
      'order_by.field_name': {
        valid: ['name', 'creation_timestamp', 'metrics.acc', 'model_id'],
        boundary: ['metrics.nowhere', 'last_updated_timestamp', 'creation_time'],
        invalid: ['bogus', 'params.lr', 'tags.team', 'name DESC'],
      },
      'order_by.dataset_name': { boundary: ['nowhere'] },
      'order_by.dataset_digest': { boundary: ['2'] },
      max_results: { valid: [1, 100], boundary: [0, 50_001], invalid: [-1] },
    },
  },
  listLoggedModelArtifacts: {
    subject: aModel,
    base: { model_id: '{model}' },
    values: {
      model_id: ids,
      artifact_directory_path: {
        valid: ['sub', 'sub/deeper'],
        boundary: ['', 'sub/', 'a//b'],
        invalid: ['..', '../x', '/etc', 'a/../b', '%2e%2e', 'file:///etc', 'C:/x', 'a#b'],
      },
      page_token: { boundary: ['', 'x'] },
    },
  },
}
