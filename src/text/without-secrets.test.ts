import { expect, test } from 'vitest'
import { processorTime } from '../../scripts/processor-time.ts'
import { withoutSecrets } from './without-secrets.ts'

test.each([
  ['https://user:tok@github.com/t/a.git', 'https://github.com/t/a.git'],
  ['https://oauth2:glpat-x@gitlab.example/t/a', 'https://gitlab.example/t/a'],
  ['https://ghp_x@github.com/t/a', 'https://github.com/t/a'],
  ['git@github.com:t/a.git', 'git@github.com:t/a.git'],
  [
    's3://bucket/a?X-Amz-Signature=abc&X-Amz-Security-Token=t&x=1',
    's3://bucket/a?X-Amz-Signature=…&X-Amz-Security-Token=…&x=1',
  ],
  ['https://a.blob.example/c?sv=1&sig=abc%2B', 'https://a.blob.example/c?sv=1&sig=…'],
  ['clone https://u:p@a.example/x now', 'clone https://a.example/x now'],
  ['https://u:p@ss@a.example/x', 'https://a.example/x'],
  ['https://a.example/x?key=AIzaX&alt=media#access_token=t', 'https://a.example/x?key=…&alt=media#access_token=…'],
  ['https://a.example/x?monkey=1&mail=me@b.example', 'https://a.example/x?monkey=1&mail=me@b.example'],
  ['wasbs://models@shelf.blob.core.windows.net/a?sig=x', 'wasbs://models@shelf.blob.core.windows.net/a?sig=…'],
  ['abfss://models@shelf.dfs.core.windows.net/a', 'abfss://models@shelf.dfs.core.windows.net/a'],
  ['jdbc:sqlserver://h:1433;user=a;password=b;x=1', 'jdbc:sqlserver://h:1433;user=a;password=…;x=1'],
  ['postgresql+psycopg2://u:p@h/db', 'postgresql+psycopg2://h/db'],
  ['{"url": "https://a.example/?sig=x", "n": 1}', '{"url": "https://a.example/?sig=…", "n": 1}'],
  ['a?key=b&token=c; not an address', 'a?key=b&token=c; not an address'],
  ['dbfs:/a?token=x and s3://b?x=1', 'dbfs:/a?token=… and s3://b?x=1'],
  ['--extra-index-url=https://ci:p%40ss@pypi.example/simple', '--extra-index-url=https://pypi.example/simple'],
  ['a @ git+https://ghp_x@github.com/t/a@v1', 'a @ git+https://github.com/t/a@v1'],
  ['https://${USER}:${TOKEN}@pypi.example/s', 'https://${USER}:${TOKEN}@pypi.example/s'],
  ['https://${USER}:word@pypi.example/s', 'https://pypi.example/s'],
  ['https://a.example/x?subscription-key=k&sort_key=a', 'https://a.example/x?subscription-key=…&sort_key=a'],
  ['{"url": "https://a.example/x?v=1\\u0026sig=x"}', '{"url": "https://a.example/x?v=1\\u0026sig=…"}'],
  ['train.py --lr 3@4', 'train.py --lr 3@4'],
])('%s is shown as %s', (address, shown) => {
  expect(withoutSecrets(address)).toBe(shown)
})

test('leaves nothing of an address that something stands before', () => {
  expect(withoutSecrets('-https://u:p@a.example and 1https://u:p@a.example')).toBe(
    '-https://a.example and 1https://a.example',
  )
  expect(withoutSecrets('-abfss://models@a.example')).toBe('-abfss://models@a.example')
})

test.each(['a.', 'token', '?token', 'a://', 'x@'])('reads a long line of %j in no time', async (part) => {
  const line = `s3://b?${part.repeat(100_000)} ${part.repeat(100_000)}`
  expect(await processorTime(() => withoutSecrets(line), 500)).toBeLessThan(500)
})
