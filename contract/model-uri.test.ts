import { assert, nat, property, stringMatching } from 'fast-check'
import { expect, test } from 'vitest'
import { formatModelUri, parseModelUri, placeOfSource, placeUri } from './model-uri.ts'

const model_id = 'm-0123456789abcdef0123456789abcdef'
const run_id = '0123456789abcdef0123456789abcdef'

test.each([
  ['runs:/abc/model', { kind: 'run', run_id: 'abc', path: 'model' }],
  ['runs:/abc', { kind: 'run', run_id: 'abc', path: '' }],
  ['runs:/abc/a b/é#%.txt', { kind: 'run', run_id: 'abc', path: 'a b/é#%.txt' }],
  ['runs:/abc/ model ', { kind: 'run', run_id: 'abc', path: ' model ' }],
  ['models:/ four lead/1', { kind: 'version', name: ' four lead', version: '1' }],
  ['models:/four churn @prod', { kind: 'alias', name: 'four churn ', alias: 'prod' }],
  ['models:/m-1', { kind: 'logged-model', model_id: 'm-1', path: '' }],
  [`models:/${model_id}/MLmodel`, { kind: 'logged-model', model_id, path: 'MLmodel' }],
  ['models:/m-x/1', { kind: 'version', name: 'm-x', version: '1' }],
  ['models:/m-x/Production', { kind: 'stage', name: 'm-x', stage: 'Production' }],
  ['models:/m-x/latest', { kind: 'latest', name: 'm-x' }],
  ['models:/m-x@champion', { kind: 'alias', name: 'm-x', alias: 'champion' }],
  ['models:/Taxi fares/3', { kind: 'version', name: 'Taxi fares', version: '3' }],
  ['models:/Taxi/03', { kind: 'version', name: 'Taxi', version: '3' }],
  ['models:/Taxi/Production', { kind: 'stage', name: 'Taxi', stage: 'Production' }],
  ['models:/Taxi/staging', { kind: 'stage', name: 'Taxi', stage: 'Staging' }],
  ['models:/Taxi/latest', { kind: 'latest', name: 'Taxi' }],
  ['models:/A@b/3', { kind: 'version', name: 'A@b', version: '3' }],
  ['models:///Taxi/3', { kind: 'version', name: 'Taxi', version: '3' }],
  ['MODELS:/Taxi/Latest', { kind: 'latest', name: 'Taxi' }],
  ['models:/a@b@champion', { kind: 'alias', name: 'a@b', alias: 'champion' }],
  ['mlflow-artifacts:/1/abc/artifacts/model', { kind: 'proxied', path: '1/abc/artifacts/model' }],
  ['mlflow-artifacts://host:5000/1/abc', { kind: 'proxied', path: '1/abc' }],
  ['s3://bucket/key', { kind: 'storage', uri: 's3://bucket/key' }],
  ['dbfs:/a/b', { kind: 'storage', uri: 'dbfs:/a/b' }],
  ['/srv/models/a', { kind: 'storage', uri: '/srv/models/a' }],
])('reads %s', (text, uri) => {
  expect(parseModelUri(text)).toEqual(uri)
})

test.each([
  '',
  'model',
  'models:/',
  'models:/Taxi',
  'models:/ /1',
  'models:/A/',
  'models:/A/ ',
  'models:/A@',
  'models:A/1',
  'models:/a/b/c',
  'models://host/a/1',
  'runs:/',
])('%j is not a model URI', (text) => {
  expect(parseModelUri(text)).toBeUndefined()
})

test('a written URI reads back the same', () => {
  const name = stringMatching(/^(m-)?[^/:@]+$/)
  assert(
    property(name, nat(), (name, version) => {
      const uri = { kind: 'version', name, version: String(version) } as const
      expect(parseModelUri(formatModelUri(uri))).toEqual(uri)
    }),
  )
})

test.each([
  [`models:/${model_id}`, { owner: { model_id }, path: '' }],
  [`mlflow-artifacts:/1/models/${model_id}/artifacts`, { owner: { model_id }, path: '' }],
  [`s3://bucket/1/models/${model_id}/artifacts/sub`, { owner: { model_id }, path: 'sub' }],
  [`runs:/${run_id}/a/model`, { owner: { run_id }, path: 'a/model' }],
  [`mlflow-artifacts:/1/${run_id}/artifacts/a/model`, { owner: { run_id }, path: 'a/model' }],
  [`file:///srv/1/${run_id}/artifacts`, { owner: { run_id }, path: '' }],
  [`/srv/1/${run_id}/artifacts/model/`, { owner: { run_id }, path: 'model' }],
  [`mlflow-artifacts:/1/${run_id}/artifactsx/model`, undefined],
  [`mlflow-artifacts:/1/${run_id}/artifacts/model `, { owner: { run_id }, path: 'model ' }],
  ['s3://elsewhere/model', undefined],
  ['models:/Taxi/3', undefined],
  ['models:/m-x/3', undefined],
])('finds the files of source %s', (source, place) => {
  expect(placeOfSource(source, run_id)).toEqual(place)
})

test('a version with a logged model has the files of that model, whatever its source', () => {
  expect(placeOfSource('s3://x/y', run_id, model_id)).toEqual({ owner: { model_id }, path: '' })
})

test('files have the URI by which clients load them', () => {
  expect(placeUri({ owner: { run_id }, path: 'model' })).toBe(`runs:/${run_id}/model`)
  expect(placeUri({ owner: { model_id }, path: '' })).toBe(`models:/${model_id}`)
  expect(placeUri({ owner: { name: 'Taxi', version: '3' }, path: '' })).toBe('models:/Taxi/3')
})
