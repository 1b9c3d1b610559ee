import { expect, test } from 'vitest'
import type { Dataset, Run } from '#contract/runs.ts'
import { datasetsOf } from './datasets.ts'

const run = (...datasets: (Partial<Dataset> & { context?: string })[]): Run => ({
  info: { run_id: 'r', experiment_id: '1', status: 'FINISHED', lifecycle_stage: 'active' },
  data: {},
  inputs: {
    dataset_inputs: datasets.map(({ context, ...dataset }) => ({
      ...(context && { tags: [{ key: 'mlflow.data.context', value: context }] }),
      dataset: { name: 'taxi', digest: 'ab12', source_type: 'local', source: '/data', ...dataset },
    })),
  },
})

test('tells digest, rows and columns', () => {
  const schema = '{"mlflow_colspec": [{"type": "double", "name": "distance"}, {"type": "long"}]}'
  const found = datasetsOf(run({ context: 'train', profile: '{"num_rows": 12, "num_elements": 24}', schema }))
  expect([...found]).toEqual([['taxi (train)', 'Digest ab12\n12 rows\ndistance: double\nunnamed: long']])
})

test.each([
  ['nothing', {}, 'Digest ab12'],
  ['what is cut off', { profile: '{"num_ro', schema: '{"mlflow_cols' }, 'Digest ab12\n{"mlflow_cols'],
  ['null', { profile: 'null', schema: 'null' }, 'Digest ab12'],
  ['another schema', { schema: '{"mlflow_tensorspec": []}' }, 'Digest ab12\n{"mlflow_tensorspec": []}'],
])('reads a profile and a schema of %s', (_what, dataset, text) => {
  expect(datasetsOf(run(dataset)).get('taxi')).toBe(text)
})

test('keeps both of two datasets of one name', () => {
  expect(datasetsOf(run({ digest: 'a' }, { digest: 'b' })).get('taxi')).toBe('Digest a\n\nDigest b')
})
