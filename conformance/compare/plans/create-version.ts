import type { Plan, Step } from '../engine/plan.ts'
import { aModel, descriptions, fewNames, tagValues } from './models.ts'

const long = (length: number) => 'x'.repeat(length)

/** Two runs, and a logged model of the first. */
export const sources: readonly Step[] = [
  { call: 'createExperiment', input: { name: 'sources-{n}' }, keep: { experiment: 'experiment_id' } },
  {
    call: 'createRun',
    input: { experiment_id: '{experiment}', start_time: 1 },
    keep: { run: 'run.info.run_id', root: 'run.info.artifact_uri' },
  },
  { call: 'createRun', input: { experiment_id: '{experiment}', start_time: 1 }, keep: { otherrun: 'run.info.run_id' } },
  {
    call: 'createLoggedModel',
    input: { experiment_id: '{experiment}', name: 'lm', source_run_id: '{run}' },
    keep: { model: 'model.info.model_id', modelroot: 'model.info.artifact_uri' },
  },
]

/** A version of the subject's model. */
export const from = (source: string, more: Record<string, unknown> = {}) => ({ name: 'model-{n}', source, ...more })

export const createVersionPlan: Plan = {
  spoils: /^model_id/,
  once: sources,
  subject: aModel,
  base: {
    name: 'model-{n}',
    source: 's3://bucket/a',
    run_id: '{run}',
    run_link: 'http://link',
    description: 'text',
    tags: [{ key: 'a', value: 'b' }],
  },
  values: {
    name: fewNames,
    description: descriptions,
    run_link: { boundary: [long(500)], invalid: [long(501)] },
    'tags.value': tagValues,
    model_id: { invalid: ['m-nope', `m-${'0'.repeat(32)}`], valid: ['{model}'] },
    'tags[]': {
      boundary: [
        [
          { key: 'a', value: '1' },
          { key: 'a', value: '2' },
        ],
      ],
    },
    source: {
      valid: [
        'gs://b/x',
        'wasbs://c@a.blob.core.windows.net/x',
        'dbfs:/x/y',
        'foo://x/y',
        'runs:/{run}/m',
        '{root}/m',
        's3://b/x y',
      ],
      boundary: ['runs:/{run}', '{root}', 's3://b/x?y=1#z', 'S3://b/x', `s3://b/${long(493)}`, 's3://b/x/'],
      invalid: [
        'a',
        '/a/b',
        './a',
        '~/a',
        'file:/a',
        'file:///etc/passwd',
        'FILE:///a',
        'file://host/a',
        's3://b/../x',
        's3://b/%2e%2e/x',
        's3://b/%252e%252e/x',
        's3://b/./x',
        's3://b',
        's3:b',
        'http://h/x',
        'https://h/x',
        'ftp://h/x',
        'hdfs://h/x',
        'mlflow-artifacts://h/x',
        'mlflow-artifacts:/0/elsewhere',
        '{root}x',
        'runs:/{otherrun}/m',
        'runs:/nope/m',
        'runs:',
        'models:/m-nope',
        'models:/{model}',
        'models:/nobody/1',
        'models:/model-{n}/9',
        'models:/model-{n}/Production',
        'models:/model-{n}@nope',
        'models://host/model-{n}/1',
        'models:/',
        'javascript:alert(1)',
        'data:text/html,x',
        ' ',
        'C:\\x',
        '\\\\host\\x',
        's3://b/a\0b',
        long(501),
      ],
    },
  },
  more: [
    { kind: 'valid', what: 'runs:/ and its run', input: from('runs:/{run}/m', { run_id: '{run}' }) },
    { kind: 'invalid', what: 'runs:/ without run_id', input: from('runs:/{run}/m') },
    { kind: 'invalid', what: 'artifacts without run_id', input: from('{root}/m') },
    { kind: 'valid', what: 'a logged model', input: from('models:/{model}', { model_id: '{model}' }) },
    {
      kind: 'valid',
      what: 'a logged model and its run',
      input: from('models:/{model}', { model_id: '{model}', run_id: '{run}' }),
    },
    {
      kind: 'invalid',
      what: 'a logged model of another run',
      input: from('models:/{model}', { model_id: '{model}', run_id: '{otherrun}' }),
    },
    { kind: 'invalid', what: 'a logged model without model_id', input: from('models:/{model}') },
    { kind: 'valid', what: "a logged model's artifacts", input: from('{modelroot}', { model_id: '{model}' }) },
    {
      kind: 'invalid',
      what: "a run's artifacts with a model_id",
      input: from('{root}/m', { model_id: '{model}', run_id: '{run}' }),
    },
    { kind: 'valid', what: 'another version', input: from('models:/model-{n}/1') },
    { kind: 'valid', what: 'the version of a stage', input: from('models:/model-{n}/Staging') },
    { kind: 'valid', what: 'the version of an alias', input: from('models:/model-{n}@champion') },
    { kind: 'boundary', what: 'the latest version', input: from('models:/model-{n}/latest') },
    { kind: 'invalid', what: 'another version with a run', input: from('models:/model-{n}/1', { run_id: '{run}' }) },
    { kind: 'invalid', what: 'a stage without versions', input: from('models:/model-{n}/Production') },
    { kind: 'invalid', what: 'an unknown logged model', input: from('models:/m-nope', { model_id: 'm-nope' }) },
    ...['runs:/nope/m', 's3://b/1/nope/artifacts/m', 'gs://b/m', 'foo:/x'].map((source) => ({
      kind: 'valid' as const,
      what: `${source} of a run of another server`,
      input: from(source, { run_id: 'nope', run_link: 'https://other/#/experiments/1/runs/nope' }),
    })),
    {
      kind: 'valid',
      what: 'a logged model, of a run of another server',
      input: from('models:/{model}', { model_id: '{model}', run_id: 'nope' }),
    },
    ...['mlflow-artifacts:/0/nope/artifacts/m', '/nope/m', 'file:///nope/m', 'models:/model-{n}/1'].map((source) => ({
      kind: 'invalid' as const,
      what: `${source} of a run of another server`,
      input: from(source, { run_id: 'nope' }),
    })),
  ],
  check: [
    { call: 'getModel', input: { name: 'model-{n}' } },
    {
      call: 'searchVersions',
      input: { filter: "name = 'model-{n}'", max_results: 1, order_by: ['version_number DESC'] },
    },
  ],
}
