import { readdirSync, readFileSync, statSync } from 'node:fs'
import { hostname, userInfo } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSampleFiles } from './sample-data.ts'

const root = join(import.meta.dirname, '../../sample')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((path) =>
  statSync(join(root, path)).isFile(),
)

test('the sample project is small', () => {
  const bytes = files.reduce((sum, path) => sum + statSync(join(root, path)).size, 0)
  expect(files.length).toBeGreaterThan(100)
  expect(bytes).toBeLessThan(1_600_000)
})

test('reveals nothing about the machine it was made on', () => {
  // Looks for absolute paths and the names of this machine, in text, pickles and figures.
  const names = [hostname(), userInfo().homedir].filter((name) => name.length > 4)
  const paths = /\/(home|Users|tmp|work|opt|usr|var|site-packages)\/[\w.-]+|[A-Z]:\\{1,2}\w+/
  const found = files.filter((path) => {
    const text = readFileSync(join(root, path), 'latin1')
    return (/\.(png|parquet)$/.test(path) ? false : paths.test(text)) || names.some((name) => text.includes(name))
  })
  expect(found).toEqual([])
})

test('contains every kind of artifact that has a preview', () => {
  for (const kind of ['png', 'csv', 'parquet', 'ipynb', 'html', 'json', 'md', 'skops', 'pkl', 'onnx', 'txt', 'yaml'])
    expect(
      files.some((path) => path.endsWith(`.${kind}`)),
      kind,
    ).toBe(true)
})

test('an MLmodel file gets its date when the sample is loaded', async () => {
  const now = Date.UTC(2030, 0, 2, 3, 4, 5)
  const models = (await readSampleFiles(now)).filter(({ path }) => path.endsWith('/MLmodel'))
  expect(models.length).toBe(11)
  for (const { bytes } of models)
    expect(String(bytes)).toMatch(/utc_time_created: '20(29|30)-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}'/)
})
