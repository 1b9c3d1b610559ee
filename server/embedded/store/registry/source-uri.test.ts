import { expect, test } from 'vitest'
import { decodeRepeatedly, isPlainPath, isWithin, splitUri } from './source-uri.ts'

test.each([
  ['s3://b/x?y#z', { scheme: 's3', host: 'b', path: '/x' }],
  ['FILE:/x', { scheme: 'file', host: '', path: '/x' }],
  ['mlflow-artifacts:/1/r', { scheme: 'mlflow-artifacts', host: '', path: '/1/r' }],
  ['models:/who? me#1/2', { scheme: 'models', host: '', path: '/who? me#1/2' }],
  ['\\\\host\\share', { scheme: '', host: '', path: '\\\\host\\share' }],
  ['//host/x', { scheme: '', host: 'host', path: '/x' }],
  [' s3://b/x', { scheme: '', host: '', path: ' s3://b/x' }],
])('splits %j', (uri, parts) => {
  expect(splitUri(uri)).toEqual(parts)
})

test('decodes repeated percent-encoding; broken and overlong escapes stay', () => {
  expect(decodeRepeatedly('%252525252e')).toBe('.')
  expect(decodeRepeatedly('%zz%c0%ae%')).toBe('%zz%c0%ae%')
})

test.each(['s3://b/x', 's3://b//x/', 'runs:/r/a b', 'foo:/%7Ex', 's3://b/..x', 's3://b/x+y?q=1'])(
  'accepts the path of %j',
  (uri) => {
    expect(isPlainPath(uri)).toBe(true)
  },
)

test.each([
  's3://b',
  's3://b/',
  's3:x',
  's3://b/a/../x',
  's3://b/a/./x',
  's3://b/..%2fx',
  's3://b/%252e%252e/x',
  's3://b/a%5c..%5cx',
  's3://b/a\\..\\x',
  's3://b/x?y=/../z',
  's3://b/x%00',
  's3://b/x\n',
  'C:\\x',
])('S02 refuses the path of %j', (uri) => {
  expect(isPlainPath(uri)).toBe(false)
})

test('compares a source with its root by whole segments, without decoding', () => {
  const root = 'mlflow-artifacts:/1/r/artifacts'
  expect(isWithin(root, root)).toBe(true)
  expect(isWithin(`${root}/m`, root)).toBe(true)
  expect(isWithin(`${root}/m`, `${root}/`)).toBe(true)
  for (const other of [`${root}x/m`, `${root}#/m`, 'mlflow-artifacts:/1/r', 'mlflow-artifacts:/1/%72/artifacts/m'])
    expect(isWithin(other, root)).toBe(false)
})
