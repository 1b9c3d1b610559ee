import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { modelFolder, runFolder } from '../../testing/artifacts.ts'
import { model, openWithPolicy, v1, type WithPolicy } from '../../testing/policy.ts'

// A write holds up everybody, so it looks at few files, however many a version has: they were looked at before it, in turns.

const FILES = 2000
/** As artifacts.ts has it, with the folder itself. */
const MOST = 260

const looks = vi.hoisted(() => ({ isWriting: false, count: 0 }))
vi.mock(import('node:fs'), async (original) => {
  const fs = await original()
  const lstatSync = ((...args: Parameters<typeof fs.lstatSync>) => {
    if (looks.isWriting) looks.count += 1
    return fs.lstatSync(...args)
  }) as typeof fs.lstatSync
  return { ...fs, lstatSync }
})

/** The server with a version of very many files; counts those that a write looks at. */
async function openLarge(): Promise<WithPolicy> {
  const app = await openWithPolicy()
  const { db } = app
  fill(app, modelFolder)
  const { write } = db
  db.write = (fn) =>
    write(() => {
      looks.isWriting = true
      looks.count = 0
      try {
        return fn()
      } finally {
        looks.isWriting = false
        most = Math.max(most, looks.count)
      }
    })
  return app
}

function fill({ data }: WithPolicy, folder: string) {
  mkdirSync(join(data, 'artifacts', folder), { recursive: true })
  for (let i = 0; i < FILES; i++) writeFileSync(join(data, 'artifacts', folder, `part-${i}`), 'x')
}

let most = 0
/** The most files that a write of this looked at. */
async function looksOf(work: () => Promise<unknown>): Promise<number> {
  most = 0
  await work()
  return most
}

test('a write looks at few files of a version, whichever way it moves', async () => {
  const app = await openLarge()
  await app.policy(
    { target: 'Production', approvals: 1, single: true },
    { target: '@champion', signature: false, approvals: 1 },
  )
  const move = { ...v1, stage: 'Production' }
  await app.ann('createTransitionRequest', move)
  expect(await looksOf(() => app.bob('approveTransitionRequest', move))).toBeLessThan(MOST)
  expect((await app.call('getVersion', v1)).model_version.current_stage).toBe('Production')
  await app.ann('createTransitionRequest', { ...v1, stage: '@champion' })
  expect(await looksOf(() => app.bob('approveTransitionRequest', { ...v1, stage: '@champion' }))).toBeLessThan(MOST)

  const folder = `${runFolder}/next`
  fill(app, folder)
  const source = `mlflow-artifacts:/${folder}`
  const { version } = (await app.call('createVersion', { name: model, source, run_id: 'r1' })).model_version
  const next = { name: model, version, stage: 'Production' }
  await app.ann('createTransitionRequest', next)
  // Version 1 leaves a guarded stage: what it was then is kept.
  expect(await looksOf(() => app.bob('approveTransitionRequest', next))).toBeLessThan(MOST)
  expect((await app.call('getVersion', v1)).model_version.current_stage).toBe('Archived')
  const looked = await looksOf(async () => {
    const { activities } = (await (
      await app.app.request(`/modelshelf/activities?name=${model}&version=${version}`)
    ).json()) as { activities: { id: string; activity_type: string }[] }
    await app.bob('undoMove', { id: activities[0]!.id })
  })
  expect(looked).toBeLessThan(MOST)
  expect((await app.call('getVersion', v1)).model_version.current_stage).toBe('Production')
})

test('says the hash of each of very many files in order, and breaks off if they change meanwhile', async () => {
  const app = await openLarge()
  await app.put(`${modelFolder}/\u{1F600}`, 'last')
  const parts = Array.from({ length: FILES }, (_, at) => `part-${at}`).toSorted()
  const { files, files_hash } = await app.call('getEvidence', v1)
  expect(files.map(({ path }) => path)).toEqual(['MLmodel', 'model.pkl', ...parts, '\u{1F600}'])
  expect(files[500]).toEqual({ path: parts[498], size: 1, sha256: sha256('x') })
  expect(files_hash).toBe(sha256(files.map(({ path, sha256: hash }) => `${path}\0${hash}`).join('\n')))

  const answer = await app.app.request(`/modelshelf/evidence?name=${model}&version=${v1.version}`)
  writeFileSync(join(app.data, 'artifacts', modelFolder, '\u{1F600}'), 'changed')
  await expect(answer.text()).rejects.toThrow('are being changed')
  const now = await app.call('getEvidence', v1)
  expect(now.files.at(-1)).toEqual({ path: '\u{1F600}', size: 7, sha256: sha256('changed') })
  expect(now.files_hash).not.toBe(files_hash)
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('a file written between reading and moving makes it read again', async () => {
  const app = await openLarge()
  await app.policy({ target: 'Production', signature: true })
  const signed = 'flavors:\n  python_function:\n    loader_module: m\nsignature:\n  inputs: "[]"\n'
  await app.put(`${modelFolder}/MLmodel`, signed)
  const { db } = app
  const { write } = db
  let isLate = true
  db.write = async (fn) => {
    // After everything was read, and before the transaction.
    if (isLate) {
      isLate = false
      await app.put(`${modelFolder}/MLmodel`, 'flavors: {}\n')
    }
    return write(fn)
  }
  await expect(app.call('transitionStage', { ...v1, stage: 'Production' })).rejects.toMatchObject({
    message: expect.stringContaining('signature') as string,
  })
})
