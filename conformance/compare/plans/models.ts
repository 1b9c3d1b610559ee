import type { EndpointName } from '../../../contract/endpoints.ts'
import { keys } from './common-values.ts'
import type { Plan, Step, Values } from '../engine/plan.ts'

const long = (length: number) => 'x'.repeat(length)

/** A registered model with a description, a tag, two versions of which one is in Staging, and an alias. */
export const aModel: readonly Step[] = [
  { call: 'createModel', input: { name: 'model-{n}', description: 'd', tags: [{ key: 'a', value: 'b' }] } },
  { call: 'createVersion', input: { name: 'model-{n}', source: 's3://bucket/{n}/1' } },
  {
    call: 'createVersion',
    input: { name: 'model-{n}', source: 's3://bucket/{n}/2', tags: [{ key: 'c', value: 'd' }] },
  },
  { call: 'transitionStage', input: { name: 'model-{n}', version: '1', stage: 'Staging' } },
  { call: 'setAlias', input: { name: 'model-{n}', alias: 'champion', version: '1' } },
]
const aPlainModel = aModel.slice(0, 1)
const anAlias: Step = { call: 'setAlias', input: { name: 'model-{n}', alias: 'champion', version: '1' } }
const check: readonly Step[] = [{ call: 'getModel', input: { name: 'model-{n}' } }]

/** Names of models that do not or can't exist. */
export const fewNames: Values = { boundary: [long(256)], invalid: ['nobody', ' ', 'a/b', '..a'] }
/** All names worth trying, for one call of each kind. */
const manyNames: Values = {
  boundary: [long(256), 'no-body'],
  invalid: ['nobody', ' ', '\t\n', 'a/b', 'a:b', '.', '..', '..a', 'MODEL-{n}', ' model-{n}', 'model-{n} '],
}
const newNames: Values = {
  valid: ['new {n}', 'é日本😀 {n}', '"quoted" \'{n}\'', 'a%20b?&#{n}', 'مرحبا {n}'],
  boundary: [
    '{n}',
    ' leading {n}',
    'trailing {n} ',
    'a\\b{n}',
    'line\nbreak {n}',
    `${long(256 - 6)}{n}`,
    '...{n}',
    'New {n}',
  ],
  invalid: [' ', '\t\n', 'a/b', 'a:b', '.', '..', '..a', '/', 'a\0b{n}', long(257), long(5000)],
}
export const tagValues: Values = {
  valid: ['a value', 'é😀', '<b>x</b>'],
  boundary: ['', '\n', long(5001), long(100_000)],
  invalid: [long(100_001)],
}
const aliases: Values = {
  valid: ['champion', 'challenger', 'Champion', 'a_b-c', 'é', '日本'],
  boundary: ['1', 'v', 'v1a', 'latest1', long(255)],
  invalid: ['latest', 'LATEST', 'v1', 'V22', 'a b', 'a.b', 'a/b', '😀', long(256), ' '],
}
export const fewVersions: Values = { boundary: ['999'], invalid: ['abc', ' 1', '99999999999999999999'] }
export const versionNumbers: Values = {
  valid: ['1', '2'],
  boundary: ['01', '999', '0', '2147483648'],
  invalid: ['abc', '-1', '1.5', '1e0', ' 1', '１', '+1', '99999999999999999999'],
}
export const descriptions: Values = { valid: ['# Text', 'é😀'], boundary: ['', ' ', long(5000)], invalid: [long(5001)] }

type ModelPlans = Extract<
  EndpointName,
  | 'createModel'
  | 'getModel'
  | 'updateModel'
  | 'renameModel'
  | 'deleteModel'
  | 'searchModels'
  | 'getLatestVersions'
  | 'setModelTag'
  | 'deleteModelTag'
  | 'setAlias'
  | 'deleteAlias'
  | 'getVersionByAlias'
>

export const modelPlans: Record<ModelPlans, Plan> = {
  createModel: {
    spends: true,
    base: { name: 'made {n}', description: 'text', tags: [{ key: 'a', value: 'b' }] },
    values: {
      name: newNames,
      description: descriptions,
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
    more: [{ kind: 'invalid', what: 'a name that is taken', input: { name: 'taken' } }],
    check: [{ call: 'getModel', input: { name: 'made {n}' } }],
  },
  getModel: { subject: aModel, base: { name: 'model-{n}' }, values: { name: manyNames } },
  updateModel: {
    subject: aPlainModel,
    base: { name: 'model-{n}', description: 'new' },
    values: { name: fewNames, description: descriptions },
    check,
  },
  renameModel: {
    spends: true,
    subject: [...aModel.slice(0, 3), anAlias],
    base: { name: 'model-{n}', new_name: 'renamed {n}' },
    values: { name: fewNames, new_name: { ...newNames, valid: [...(newNames.valid ?? []), 'model-{n}'] } },
    check: [
      { call: 'getModel', input: { name: 'model-{n}' } },
      { call: 'getModel', input: { name: 'renamed {n}' } },
      { call: 'getVersion', input: { name: 'renamed {n}', version: '2' } },
      { call: 'getVersionByAlias', input: { name: 'renamed {n}', alias: 'champion' } },
    ],
    more: [{ kind: 'invalid', what: 'a name that is taken', input: { name: 'model-{n}', new_name: 'taken' } }],
  },
  deleteModel: {
    spends: true,
    subject: [...aModel.slice(0, 2), anAlias],
    base: { name: 'model-{n}' },
    values: { name: fewNames },
    check,
  },
  searchModels: {
    subject: aModel,
    base: { filter: "name = 'model-{n}'", max_results: 10, order_by: ['name DESC'] },
    values: {
      filter: {
        valid: [
          "name LIKE 'model-{n}%'",
          "name ILIKE 'MODEL-{n}'",
          "tags.a = 'b' AND name LIKE '%-{n}'",
          "name IN ('model-{n}')",
        ],
        boundary: ['', "name = ''", "name LIKE '%'", "tags.`mlflow.prompt.is_prompt` = 'true'"],
        invalid: [
          "name = 'a' OR name = 'b'",
          'name = x',
          "bogus = 'x'",
          "name > 'a'",
          "(name = 'a')",
          "foo.bar = 'x'",
          'x',
          ' ',
        ],
      },
      order_by: {
        valid: ['name', 'name ASC', 'timestamp DESC', 'last_updated_timestamp'],
        boundary: ['name asc', '  name   desc '],
        invalid: ['bogus', 'name FOO', '', ' ', 'tags.a', 'name, timestamp', 'name DESC ASC'],
      },
      'order_by[]': { invalid: [['name', 'name']], boundary: [['timestamp', 'name DESC']] },
      max_results: { valid: [1, 2, 100], boundary: [1000], invalid: [0, -1, 1001] },
    },
  },
  getLatestVersions: {
    subject: aModel,
    base: { name: 'model-{n}', stages: ['Staging'] },
    values: {
      name: fewNames,
      stages: { valid: ['None', 'Production'], boundary: ['staging', 'NONE'], invalid: ['bogus', '', ' Staging'] },
      'stages[]': {
        valid: [['None', 'Staging']],
        boundary: [
          ['None', 'None'],
          ['Staging', 'staging'],
        ],
      },
    },
  },
  setModelTag: {
    subject: aPlainModel,
    base: { name: 'model-{n}', key: 'k', value: 'v' },
    values: { name: fewNames, key: keys, value: tagValues },
    more: [{ kind: 'valid', what: 'a tag that is set', input: { name: 'model-{n}', key: 'a', value: 'c' } }],
    check,
  },
  deleteModelTag: {
    spends: true,
    subject: aPlainModel,
    base: { name: 'model-{n}', key: 'a' },
    values: { name: fewNames },
    more: [{ kind: 'boundary', what: 'a tag that is not set', input: { name: 'model-{n}', key: 'z' } }],
    check,
  },
  setAlias: {
    subject: aModel.slice(0, 3),
    base: { name: 'model-{n}', alias: 'new', version: '2' },
    values: { name: fewNames, alias: aliases, version: fewVersions },
    check: [...check, { call: 'getVersion', input: { name: 'model-{n}', version: '2' } }],
  },
  deleteAlias: {
    spends: true,
    subject: [...aModel.slice(0, 2), anAlias],
    base: { name: 'model-{n}', alias: 'champion' },
    values: { name: fewNames, alias: aliases },
    check,
  },
  getVersionByAlias: {
    subject: aModel,
    base: { name: 'model-{n}', alias: 'champion' },
    values: { name: fewNames, alias: aliases },
  },
}
