import { expect, test } from 'vitest'
import { ofStorage, uriProblem } from './candidate.ts'

const run_id = '0123456789abcdef0123456789abcdef'

test.each([
  ['s3://bucket/models/taxi/', { label: 'taxi', source: 's3://bucket/models/taxi/' }],
  // A run of another server.
  [`s3://bucket/1/${run_id}/artifacts/model`, { label: 'model', source: `s3://bucket/1/${run_id}/artifacts/model` }],
  [
    `mlflow-artifacts:/1/${run_id}/artifacts/model`,
    { label: 'model', run_id, place: { owner: { run_id }, path: 'model' } },
  ],
  [
    `mlflow-artifacts:/1/models/m-${run_id}/artifacts`,
    { model_id: `m-${run_id}`, place: { owner: { model_id: `m-${run_id}` }, path: '' } },
  ],
  ['file:///srv/models/taxi', { label: 'taxi', source: 'file:///srv/models/taxi' }],
])('%s is registered as it is', (uri, candidate) => {
  expect(ofStorage(uri)).toMatchObject(candidate)
})

test('says when a text is not a URI', () => {
  expect(uriProblem('taxi')).toContain('Not a model URI')
  expect(uriProblem('models:/taxi')).toContain('Say which version')
  expect(uriProblem('runs:/abc/model')).toBeUndefined()
})
