import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, onTestFinished, test } from 'vitest'
import { createClient } from '#contract/client.ts'
import { createApp } from '../app.ts'
import { backUp } from './backup.ts'
import { runCommand } from '../shell/commands.ts'
import { readConfig } from '../config/config.ts'
import { openBackend } from '../open-backend.ts'

const PASSWORD = 'four plain words here'

/** A server on a data folder, as main.ts opens it, for whoever has the token. */
function serve(data: string, token: () => string) {
  const config = readConfig(['--data', data, '--auth', 'accounts'], {})
  if (typeof config === 'string') throw new Error(config)
  const { backend, close } = openBackend(config, {})
  const app = createApp({ backend, config })
  const send = async (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
    app.request(path, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token()}` } })
  const call = createClient('http://localhost/', async (url, init) =>
    send(url, { ...init, headers: init.headers as Record<string, string> }),
  )
  return { send, call, close }
}

const folder = () => mkdtempSync(join(tmpdir(), 'modelshelf-'))
const artifact = (run: string) => `/api/2.0/mlflow-artifacts/artifacts/0/${run}/artifacts/f`

test('a backup of a server under load is whole, and a server starts with it', { timeout: 60_000 }, async () => {
  const data = folder()
  let token = ''
  const shelf = serve(data, () => token)
  const command = (words: string) => runCommand(words.split(' '), data, async () => PASSWORD)
  await command('user add ann --role admin')
  await command('user add eve')
  token = await command('token add ann --name t')
  const ended = await command('token add eve --name t')
  await command('user delete eve')

  const written: string[] = []
  const over = new AbortController()
  const write = async () => {
    while (!over.signal.aborted) {
      const { run } = await shelf.call('createRun', { experiment_id: '0' })
      const id = run.info.run_id
      expect((await shelf.send(artifact(id), { method: 'PUT', body: `file of ${id}` })).status).toBe(200)
      await shelf.call('setRunTag', { run_id: id, key: 'whole', value: 'yes' })
      written.push(id)
    }
  }
  const load = Promise.all([write(), write(), write()])
  await expect.poll(() => written.length, { timeout: 20_000 }).toBeGreaterThan(20)
  const before = [...written]
  const to = join(folder(), 'backup')
  expect(await command(`backup ${to}`)).toMatch(/^Backup written to .*: the database and \d+ files\./)
  over.abort()
  await load
  await shelf.close()

  const db = new DatabaseSync(join(to, 'modelshelf.db'))
  expect(db.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  const whole = db
    .prepare(`SELECT run_id FROM tags WHERE key = 'whole'`)
    .all()
    .map(({ run_id }) => String(run_id))
  db.close()
  expect(before.filter((id) => !whole.includes(id))).toEqual([])
  expect(statSync(to).mode & 0o077).toBe(0)

  const restored = serve(to, () => token)
  onTestFinished(async () => restored.close())
  for (const id of whole) expect(await (await restored.send(artifact(id))).text()).toBe(`file of ${id}`)
  expect((await restored.call('createRun', { experiment_id: '0' })).run.info.user_id).toBe('ann')
  token = ended
  expect((await restored.send('/modelshelf/me')).status).toBe(401)
})

test('a backup overwrites nothing, and copies what there is', async () => {
  const [data, to] = [folder(), folder()]
  await expect(backUp(data, to)).rejects.toThrow('no data')
  const books = ['mlflow.db', 'mlflow-0123456789abcdef.db'] // of reviews in front of MLflow, with workspaces
  for (const name of books) {
    const db = new DatabaseSync(join(data, name))
    db.exec('CREATE TABLE t (a)')
    db.close()
  }
  mkdirSync(join(data, 'artifacts', 'deep', 'er'), { recursive: true })
  writeFileSync(join(data, 'artifacts', 'deep', 'er', 'ä b'), 'x')
  await expect(backUp(data, '')).rejects.toThrow('Name the folder')
  await expect(backUp(data, join(data, 'inside'))).rejects.toThrow('outside')
  await backUp(data, to)
  expect(readFileSync(join(to, 'artifacts', 'deep', 'er', 'ä b'), 'utf8')).toBe('x')
  expect(readdirSync(to).toSorted()).toEqual(['artifacts', ...books].toSorted())
  await expect(backUp(data, to)).rejects.toThrow('not empty')
})
