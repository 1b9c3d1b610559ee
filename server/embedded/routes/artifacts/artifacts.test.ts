import { beforeAll, expect, test } from 'vitest'
import { modelFolder, openArtifactApp, runFolder } from '../../../testing/artifacts.ts'

let shelf: Awaited<ReturnType<typeof openArtifactApp>>
beforeAll(async () => {
  shelf = await openArtifactApp()
  await shelf.put(`${runFolder}/dir/a.txt`, 'abc')
  await shelf.put(`${runFolder}/dir/empty`, '')
  await shelf.put(`${runFolder}/Z`, 'z')
  await shelf.put(`${modelFolder}/MLmodel`, 'flavors:')
  await shelf.put('1/other', 'not of this run')
})

test('lists a run’s files with paths relative to its root', async () => {
  expect(await shelf.call('listArtifacts', { run_id: 'r1' })).toEqual({
    root_uri: 'mlflow-artifacts:/1/r1/artifacts',
    files: [
      { path: 'Z', is_dir: false, file_size: 1 },
      { path: 'dir', is_dir: true },
    ],
  })
  expect(await shelf.call('listArtifacts', { run_uuid: 'r1', path: 'dir/' })).toEqual({
    root_uri: 'mlflow-artifacts:/1/r1/artifacts',
    files: [
      { path: 'dir/a.txt', is_dir: false, file_size: 3 },
      { path: 'dir/empty', is_dir: false },
    ],
  })
})

test.each(['nothing', 'Z', 'Z/below'])('lists no files for %s, which is not a folder', async (path) => {
  expect(await shelf.call('listArtifacts', { run_id: 'r1', path })).toEqual({
    root_uri: 'mlflow-artifacts:/1/r1/artifacts',
  })
})

test.each(['.', './', './.', 'dir/.', './dir', './/dir', 'dir/./'])(
  'A18 lists %j as the folder without its dots',
  async (path) => {
    const plain = path.includes('dir') ? 'dir' : ''
    expect(await shelf.call('listArtifacts', { run_id: 'r1', path })).toEqual(
      await shelf.call('listArtifacts', { run_id: 'r1', path: plain }),
    )
    expect(await list(encodeURIComponent(`1/r1/artifacts/${path}`))).toEqual(await list(`1/r1/artifacts/${plain}`))
    const root = path.includes('dir') ? {} : { files: [{ path: 'MLmodel', is_dir: false, file_size: 8 }] }
    const ofModel = await shelf.call('listLoggedModelArtifacts', { model_id: 'm-1', artifact_directory_path: path })
    expect(ofModel).toEqual({ root_uri: 'mlflow-artifacts:/1/models/m-1/artifacts', ...root })
  },
)

test('lists a logged model’s files', async () => {
  expect(await shelf.call('listLoggedModelArtifacts', { model_id: 'm-1' })).toEqual({
    root_uri: 'mlflow-artifacts:/1/models/m-1/artifacts',
    files: [{ path: 'MLmodel', is_dir: false, file_size: 8 }],
  })
})

const list = async (path: string) =>
  (await shelf.app.request(`/api/2.0/mlflow-artifacts/artifacts?path=${path}`)).json()

test('the proxy lists any folder by base names', async () => {
  expect(await list('1%2Fr1%2Fartifacts%2Fdir')).toEqual({
    files: [
      { path: 'a.txt', is_dir: false, file_size: 3 },
      { path: 'empty', is_dir: false },
    ],
  })
  expect(await list('1/r1/nothing')).toEqual({})
  expect(await list('')).toEqual({ files: [{ path: '1', is_dir: true }] })
})

test('R08 missing runs and logged models are 404', async () => {
  const missing = { code: 'RESOURCE_DOES_NOT_EXIST', status: 404 }
  await expect(shelf.call('listArtifacts', {})).rejects.toThrow("Missing value for required parameter 'run_id'.")
  await expect(shelf.call('listArtifacts', { run_uuid: 'x' })).rejects.toMatchObject({
    ...missing,
    message: 'Run with id=x not found',
  })
  await expect(shelf.call('listArtifacts', { run_id: '../r1' })).rejects.toMatchObject(missing)
  await expect(shelf.call('listLoggedModelArtifacts', { model_id: 'm-2' })).rejects.toMatchObject(missing)
})

test.each(['far', 'host'])('refuses files stored elsewhere (%s), saying where', async (run_id) => {
  await expect(shelf.call('listArtifacts', { run_id })).rejects.toMatchObject({
    code: 'INVALID_PARAMETER_VALUE',
    message: expect.stringContaining(`/1/${run_id}/artifacts`),
  })
})

const climbs = ['../', 'a/../../', '..', './..', '/etc', '//etc', 'file:///etc', 'a\\..\\b', 'C:/x', 'a\0b', 'a\nb']
test.each(climbs)('A01 A05 refuses to list %j', async (path) => {
  const refusal = { code: 'INVALID_PARAMETER_VALUE', message: 'Invalid path' }
  await expect(shelf.call('listArtifacts', { run_id: 'r1', path })).rejects.toMatchObject(refusal)
  const query = new URLSearchParams({ path })
  const response = await shelf.app.request(`/ajax-api/2.0/mlflow-artifacts/artifacts?${query}`)
  expect([response.status, await response.json()]).toEqual([
    400,
    { error_code: 'INVALID_PARAMETER_VALUE', message: 'Invalid path' },
  ])
})

test.each(['%252e%252e', '%25252e%25252e/', '....//', '..;/', '%EF%BC%8E%EF%BC%8E/'])(
  'A01 A05 decodes %s once and finds no such folder',
  async (path) => {
    const run = await shelf.app.request(`/api/2.0/mlflow/artifacts/list?run_id=r1&path=${path}`)
    expect(await run.json()).toEqual({ root_uri: 'mlflow-artifacts:/1/r1/artifacts' })
    const proxied = await shelf.app.request(`/api/2.0/mlflow-artifacts/artifacts?path=${path}`)
    expect(await proxied.json()).toEqual({})
  },
)

test.each(['%zz', '%c0%ae%c0%ae', '%'])('A05 A13 refuses broken escapes (%s)', async (path) => {
  const response = await shelf.app.request(`/api/2.0/mlflow-artifacts/artifacts?path=${path}`)
  expect(response.status).toBe(400)
})
