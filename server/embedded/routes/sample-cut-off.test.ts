import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createApp } from '../../app.ts'
import { defaults } from '../../config/config.ts'
import { proxy } from '../../testing/artifacts.ts'
import { filesOf, openSampleApp, tablesOf } from '../../testing/sample.ts'
import { embedded } from '../backend.ts'
import { openArtifacts } from '../store/artifacts/artifacts.ts'

/** Opens the same data as a starting server does. */
function restart({ db, data }: ReturnType<typeof openSampleApp>) {
  const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
  return createApp({ backend: embedded({ ...defaults, db, artifacts }) })
}

test('after a restart nothing is left of a load killed between its files and its rows', async () => {
  const app = openSampleApp()
  const before = await tablesOf(app.db)
  await app.load()
  // On disk at that moment: the note and the files, but no rows.
  await app.db.write(() => {
    app.db.run(`UPDATE sample_project SET state = 'loading'`)
    app.db.run('DELETE FROM registered_models')
    app.db.run('DELETE FROM review_logs')
    for (const table of ['logged_models', 'runs']) app.db.run(`DELETE FROM ${table}`)
    app.db.run('DELETE FROM experiments WHERE experiment_id > 0')
  })
  restart(app)
  await vi.waitFor(() => expect(filesOf(join(app.data, 'artifacts'))).toEqual({}))
  await vi.waitFor(async () => expect(await tablesOf(app.db)).toEqual(before))
})

test('a restart completes a removal killed before its files were deleted', async () => {
  const app = openSampleApp()
  const before = await tablesOf(app.db)
  await app.load()
  await app.remove()
  await app.db.write(() => app.db.run(`INSERT INTO sample_project VALUES (1, 'removing', 1, '{}')`))
  await app.app.request(proxy('sample-project/left.txt'), { method: 'PUT', body: 'x' })
  restart(app)
  await vi.waitFor(() => expect(filesOf(join(app.data, 'artifacts'))).toEqual({}))
  await vi.waitFor(async () => expect(await tablesOf(app.db)).toEqual(before))
})

test('says nothing of a database that was closed before a removal was complete', async () => {
  const app = openSampleApp()
  await app.db.write(() => app.db.run(`INSERT INTO sample_project VALUES (1, 'removing', 1, '{}')`))
  await app.app.request(proxy('sample-project/left.txt'), { method: 'PUT', body: 'x' })
  const said = vi.spyOn(console, 'error').mockImplementation(() => {})
  restart(app)
  app.db.close()
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => setImmediate(resolve))
  expect(said).not.toHaveBeenCalled()
  said.mockRestore()
})

test('a loaded sample survives a restart', async () => {
  const app = openSampleApp()
  await app.load()
  const before = await app.snapshot()
  const again = await restart(app).request('/modelshelf/sample', {
    method: 'POST',
    body: '{}',
    headers: { 'Content-Type': 'application/json' },
  })
  expect(again.status).toBe(400)
  expect(await app.snapshot()).toEqual(before)
})

test('somebody’s own files at its path prevent the load and stay', async () => {
  const { app, load, snapshot } = openSampleApp()
  await app.request(proxy('sample-project/mine.txt'), { method: 'PUT', body: 'mine' })
  const before = await snapshot()
  await expect(load()).rejects.toMatchObject({ code: 'RESOURCE_ALREADY_EXISTS' })
  expect(await snapshot()).toEqual(before)
})
