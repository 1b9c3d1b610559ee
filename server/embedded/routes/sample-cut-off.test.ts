import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { createApp } from '../../app.ts'
import { defaults } from '../../config.ts'
import { proxy } from '../../testing/artifacts.ts'
import { filesOf, openSampleApp, tablesOf } from '../../testing/sample.ts'
import { embedded } from '../backend.ts'
import { openArtifacts } from '../store/artifacts/artifacts.ts'

/** The same data opened by a server that starts. */
function restart({ db, data }: ReturnType<typeof openSampleApp>) {
  const artifacts = openArtifacts(join(data, 'artifacts'), join(data, 'tmp'))
  return createApp({ backend: embedded({ ...defaults, db, artifacts }) })
}

test('a load that was killed between its files and its rows leaves nothing after the restart', async () => {
  const app = openSampleApp()
  const before = tablesOf(app.db)
  await app.load()
  // What is on disk then: the note, the files, and no row yet.
  await app.db.write(() => {
    app.db.run(`UPDATE sample_project SET state = 'loading'`)
    app.db.run('DELETE FROM registered_models')
    for (const table of ['logged_models', 'runs']) app.db.run(`DELETE FROM ${table}`)
    app.db.run('DELETE FROM experiments WHERE experiment_id > 0')
  })
  restart(app)
  await vi.waitFor(() => expect(filesOf(join(app.data, 'artifacts'))).toEqual({}))
  await vi.waitFor(() => expect(tablesOf(app.db)).toEqual(before))
})

test('a removal that was killed before its files were gone is ended by the restart', async () => {
  const app = openSampleApp()
  const before = tablesOf(app.db)
  await app.load()
  await app.remove()
  await app.db.write(() => app.db.run(`INSERT INTO sample_project VALUES (1, 'removing', 1, '{}')`))
  await app.app.request(proxy('sample-project/left.txt'), { method: 'PUT', body: 'x' })
  restart(app)
  await vi.waitFor(() => expect(filesOf(join(app.data, 'artifacts'))).toEqual({}))
  await vi.waitFor(() => expect(tablesOf(app.db)).toEqual(before))
})

test('a sample that is loaded stays over a restart', async () => {
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

test('files of somebody’s own in its place refuse the load, and stay', async () => {
  const { app, load, snapshot } = openSampleApp()
  await app.request(proxy('sample-project/mine.txt'), { method: 'PUT', body: 'mine' })
  const before = await snapshot()
  await expect(load()).rejects.toMatchObject({ code: 'RESOURCE_ALREADY_EXISTS' })
  expect(await snapshot()).toEqual(before)
})
