import { expect, test } from 'vitest'
import { checkLocation } from './artifact-location.ts'

test.each([
  's3://bucket/path',
  's3://bucket',
  'gs://bucket/a b/c',
  'wasbs://container@account.blob.core.windows.net/x',
  'dbfs:/x/y',
  'mlflow-artifacts:/team/x',
])('accepts %j', (location) => {
  expect(() => checkLocation(location, [])).not.toThrow()
})

test.each([
  ['climbing', 's3://bucket/../x'],
  ['climbing, encoded', 's3://bucket/%2e%2e/x'],
  ['climbing, encoded twice', 's3://bucket/%252e%252e/x'],
  ['climbing with encoded slashes', 'mlflow-artifacts:/a%2f..%2f..%2fb'],
  ['a dot segment', 'mlflow-artifacts:/./x'],
  ['NUL', 's3://bucket/a\0b'],
  ['encoded NUL', 's3://bucket/a%00b'],
  ['broken escape', 's3://bucket/%zz'],
  ['runs:', 'runs:/abc/x'],
  ['RUNS:', 'RUNS:/abc/x'],
  ['query', 's3://bucket/x?a=b'],
  ['fragment', 's3://bucket/x#y'],
  ['params', 's3://bucket/x;y'],
  ['UNC', '\\\\host\\share'],
  ['UNC with slashes', '//host/share'],
  ['script', 'javascript:alert(1)'],
  ['relative', 'a/b'],
  ['a bare word', 'x'],
  ['100 kB', `s3://bucket/${'x'.repeat(100_000)}`],
  ['local', '/var/data'],
  ['/proc', '/proc/self/root'],
  ['file:', 'file:///var/data'],
  ['FILE:', 'FILE:/var/data'],
  ['home', '~/x'],
  ['drive', 'C:/x'],
  ['host', 'http://example.com/x'],
  ['sftp', 'sftp://example.com/x'],
  ['the proxy of a host', 'mlflow-artifacts://example.com/x'],
  ['no bucket', 's3:///x'],
  ['blank', ' '],
])('refuses %s: %j', (_, location) => {
  expect(() => checkLocation(location, [])).toThrow(expect.objectContaining({ code: 'INVALID_PARAMETER_VALUE' }))
})

test('accepts local folders only below those that the operator named', () => {
  const allowed = ['/srv/shared']
  for (const inside of ['/srv/shared', '/srv/shared/x', 'file:///srv/shared/x', 'FILE:/srv/shared/a%20b'])
    expect(() => checkLocation(inside, allowed), inside).not.toThrow()
  for (const outside of [
    '/srv',
    '/srv/shared-not',
    '/srv/shared/../x',
    'file:///srv/shared/%2e%2e/x',
    'file://host/srv/shared',
  ])
    expect(() => checkLocation(outside, allowed), outside).toThrow()
})

test('accepts other schemes only below prefixes that the operator named', () => {
  expect(() => checkLocation('hdfs://namenode/ml/x', ['hdfs://namenode/ml'])).not.toThrow()
  expect(() => checkLocation('hdfs://namenode/mlx', ['hdfs://namenode/ml'])).toThrow("'hdfs' scheme")
  expect(() => checkLocation('s3://other/x', ['s3://mine/'])).not.toThrow()
})
