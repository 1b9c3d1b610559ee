import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../testing/app.ts'

// Registering `file:` sources: copies them if the operator allowed the folder, else refuses them in MLflow's words.

let folder: string
let app: TestApp
beforeEach(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'modelshelf-source-')))
  mkdirSync(join(folder, 'open', 'regressor', 'deep'), { recursive: true })
  mkdirSync(join(folder, 'secret'))
  writeFileSync(join(folder, 'open', 'regressor', 'MLmodel'), 'flavors: {}')
  writeFileSync(join(folder, 'open', 'regressor', 'deep', 'a ü%20.txt'), 'deep')
  writeFileSync(join(folder, 'secret', 'key'), 'secret')
  app = openTestApp({ allowedSources: [join(folder, 'open')] })
  await app.call('createModel', { name: 'm' })
})
afterEach(() => rmSync(folder, { recursive: true }))

const register = (source: string) => app.call('createVersion', { name: 'm', source })
const refused = { code: 'INVALID_PARAMETER_VALUE' }
const stored = () => readdirSync(join(app.data, 'artifacts'), { recursive: true })

test.each([
  ['a path', (path: string) => path],
  ['file://', (path: string) => `file://${path}`],
  ['file: with one slash', (path: string) => `file:${path}`],
  ['an encoded URL', (path: string) => pathToFileURL(path).href],
])('copies an allowed folder given as %s and keeps the source as sent', async (_, form) => {
  const source = form(join(folder, 'open', 'regressor'))
  const { model_version } = await register(source)
  expect(model_version).toMatchObject({ source, status: 'READY', version: '1' })
  const { artifact_uri } = await app.call('getDownloadUri', { name: 'm', version: '1' })
  expect(artifact_uri).toMatch(/^mlflow-artifacts:\/registered\/[0-9a-f-]{36}\/regressor$/)
  rmSync(join(folder, 'open', 'regressor'), { recursive: true }) // the copy does not depend on it
  const read = (path: string) =>
    app.app.request(`/model-versions/get-artifact?name=m&version=1&path=${encodeURIComponent(path)}`)
  expect(await (await read('MLmodel')).text()).toBe('flavors: {}')
  expect(await (await read('deep/a ü%20.txt')).text()).toBe('deep')
})

test('copies a single file too, and follows a link within the allowed folder', async () => {
  symlinkSync('MLmodel', join(folder, 'open', 'regressor', 'again'))
  await register(join(folder, 'open', 'regressor', 'again'))
  expect(stored().some((path) => String(path).endsWith('/MLmodel'))).toBe(true)
})

test.each([
  ['outside', () => join(folder, 'secret')],
  ['outside and missing', () => join(folder, 'nowhere')],
  ['a neighbour whose name begins the same', () => `${join(folder, 'open')}er`],
  ['the allowed folder itself', () => join(folder, 'open')],
  ['climbing', () => `${join(folder, 'open')}/../secret`],
  ['climbing, encoded', () => `file://${join(folder, 'open')}/%2e%2e/secret`],
  ['another host', () => `file://host${join(folder, 'open', 'regressor')}`],
])('S01 refuses %s in MLflow’s words and copies nothing', async (_, source) => {
  await expect(register(source())).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/Invalid model version source|local path/),
  })
  expect(stored()).toEqual([])
})

test('says if a path below an allowed folder does not exist', async () => {
  const source = join(folder, 'open', 'nothing')
  await expect(register(source)).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/There is no such file or folder/),
  })
})

test('A10 refuses a folder with a link to the outside, however deep, and copies nothing', async () => {
  symlinkSync(join(folder, 'secret'), join(folder, 'open', 'regressor', 'deep', 'out'))
  await expect(register(join(folder, 'open', 'regressor'))).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/is a link to/),
  })
  symlinkSync(join(folder, 'secret'), join(folder, 'open', 'direct'))
  await expect(register(join(folder, 'open', 'direct'))).rejects.toMatchObject(refused)
  expect(stored()).toEqual([])
  expect(readdirSync(join(app.data, 'tmp'))).toEqual([])
})

test('removes the copy if creating the version fails', async () => {
  const source = join(folder, 'open', 'regressor')
  const missing = app.call('createVersion', { name: 'no such model', source })
  await expect(missing).rejects.toMatchObject({ code: 'RESOURCE_DOES_NOT_EXIST' })
  expect(stored().filter((path) => String(path).includes('MLmodel'))).toEqual([])
})

test('refuses every local path without --allow-source', async () => {
  app = openTestApp()
  await app.call('createModel', { name: 'm' })
  await expect(register(join(folder, 'open', 'regressor'))).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(/local path.*An operator can allow folders on the server with --allow-source\.$/s),
  })
})
