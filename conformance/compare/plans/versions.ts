import type { EndpointName } from '../../../contract/endpoints.ts'
import type { Plan, Step } from '../engine/plan.ts'
import { createVersionPlan, from, sources } from './create-version.ts'
import { aModel, descriptions, fewNames, fewVersions, tagValues, versionNumbers } from './models.ts'

const version = { name: 'model-{n}', version: '1' }
const check: readonly Step[] = [
  { call: 'getVersion', input: { name: 'model-{n}', version: '1' } },
  { call: 'getModel', input: { name: 'model-{n}' } },
]
const stages = {
  valid: ['None', 'Staging', 'Production', 'Archived'],
  boundary: ['production', 'ARCHIVED', 'none'],
  invalid: ['bogus', ' Staging', 'Prod', 'latest'],
}

const isPrompt = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }]

type VersionPlans = Extract<
  EndpointName,
  | 'createVersion'
  | 'getVersion'
  | 'updateVersion'
  | 'transitionStage'
  | 'deleteVersion'
  | 'searchVersions'
  | 'getDownloadUri'
  | 'setVersionTag'
  | 'deleteVersionTag'
>

export const versionPlans: Record<VersionPlans, Plan> = {
  createVersion: createVersionPlan,
  getVersion: { subject: aModel, base: version, values: { name: fewNames, version: versionNumbers } },
  updateVersion: {
    subject: aModel.slice(0, 2),
    base: { ...version, description: 'new' },
    values: { name: fewNames, version: fewVersions, description: descriptions },
    check,
  },
  transitionStage: {
    spends: true,
    subject: aModel,
    base: { ...version, stage: 'Production', archive_existing_versions: true },
    values: { name: fewNames, version: fewVersions, stage: stages },
    more: [
      {
        kind: 'valid',
        what: 'to where another version is, archiving',
        input: { name: 'model-{n}', version: '2', stage: 'Staging', archive_existing_versions: true },
      },
      {
        kind: 'valid',
        what: 'to where another version is',
        input: { name: 'model-{n}', version: '2', stage: 'Staging' },
      },
      {
        kind: 'boundary',
        what: 'to where it is',
        input: { name: 'model-{n}', version: '1', stage: 'staging', archive_existing_versions: true },
      },
    ],
    check: [
      ...check,
      { call: 'getVersion', input: { name: 'model-{n}', version: '2' } },
      { call: 'getLatestVersions', input: { name: 'model-{n}' } },
    ],
  },
  deleteVersion: {
    once: [
      { call: 'createModel', input: { name: 'half-a-prompt' } },
      { call: 'createVersion', input: { name: 'half-a-prompt', source: 'dummy-source', tags: isPrompt } },
      { call: 'createVersion', input: { name: 'half-a-prompt', source: 's3://b/x' } },
    ],
    spends: true,
    subject: aModel.slice(0, 3),
    base: version,
    values: { name: fewNames, version: fewVersions },
    more: [{ kind: 'valid', what: "a prompt's", input: { name: 'half-a-prompt', version: '1' } }],
    check: [...check, { call: 'searchVersions', input: { filter: "name = 'half-a-prompt'", max_results: 1 } }],
  },
  searchVersions: {
    subject: aModel,
    base: { filter: "name = 'model-{n}'", max_results: 10, order_by: ['version_number DESC'] },
    values: {
      filter: {
        valid: [
          "name LIKE 'model-{n}%'",
          "name='model-{n}' and tags.c = 'd'",
          "name = 'model-{n}' AND version_number > 1",
          "source_path = 's3://bucket/{n}/1'",
        ],
        boundary: [
          "name = 'model-{n}' AND version_number = '1'",
          "run_id = 'x'",
          "run_id IN ('x')",
          "name = 'model-{n}' AND tags.c != 'd'",
        ],
        invalid: [
          "source = 'x'",
          'version = 1',
          'version_number = 1.5',
          "version_number = 'x'",
          "version_number LIKE '1'",
          "name = 'a' OR name = 'b'",
          'tags.c IS NULL',
          'run_id IN ()',
          ' ',
        ],
      },
      order_by: {
        valid: ['name', 'version_number', 'creation_timestamp DESC', 'last_updated_timestamp'],
        boundary: ['version_number asc'],
        invalid: ['bogus', 'name FOO', '', 'tags.a'],
      },
      'order_by[]': { invalid: [['name', 'name']], boundary: [['name', 'version_number']] },
      max_results: { valid: [1, 2, 100], boundary: [200_000], invalid: [0, -1, 200_001] },
    },
  },
  getDownloadUri: {
    once: sources,
    subject: [...aModel, { call: 'createVersion', input: from('runs:/{run}/m', { run_id: '{run}' }) }],
    base: version,
    values: { name: fewNames, version: fewVersions },
    more: [{ kind: 'valid', what: 'of files of a run', input: { name: 'model-{n}', version: '3' } }],
  },
  setVersionTag: {
    subject: aModel.slice(0, 2),
    base: { ...version, key: 'k', value: 'v' },
    values: { name: fewNames, version: fewVersions, value: tagValues },
    check,
  },
  deleteVersionTag: {
    spends: true,
    subject: aModel.slice(0, 3),
    base: { name: 'model-{n}', version: '2', key: 'c' },
    values: { name: fewNames, version: fewVersions },
    more: [{ kind: 'boundary', what: 'a tag that is not set', input: { ...version, key: 'z' } }],
    check: [{ call: 'getVersion', input: { name: 'model-{n}', version: '2' } }],
  },
}
