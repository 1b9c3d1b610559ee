import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { request } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { createClient } from '#contract/client.ts'
import { firstUrl, type Server, startServer } from '../../testbed/server.ts'

// docs/robustness.md K07, K13, K14: what a kill or a full disk leaves behind. The tests of K01–K03 and K08–K12 are
// in server/, those of K04–K06 in durability.test.ts.

const data = mkdtempSync(join(tmpdir(), 'modelshelf-killed-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))
const client = ({ url }: Server) => createClient(url, (target, init) => fetch(target, init))
const proxy = 'api/2.0/mlflow-artifacts/artifacts'
const SIZE = 3_000_000

/** Sends `SIZE` bytes slowly; returns whether the server acknowledged them. */
function upload(server: Server, path: string, letter: string): Promise<boolean> {
  return new Promise((resolve) => {
    const sent = request(
      new URL(`${proxy}/${path}`, server.url),
      { method: 'PUT', headers: { 'Content-Length': SIZE } },
      (answer) => {
        answer
          .resume()
          .on('end', () => resolve(answer.statusCode === 200))
          .on('error', () => resolve(false))
      },
    )
    sent.on('error', () => resolve(false))
    const chunk = letter.repeat(SIZE / 30)
    let left = 30
    const next = () => {
      if (left-- === 0) return void sent.end()
      sent.write(chunk)
      setTimeout(next, Math.random() * 8)
    }
    next()
  })
}

test('K07 shows no partial upload after a kill -9', async () => {
  const acknowledged = new Set<string>()
  for (let round = 0; round < 8; round++) {
    const server = await startServer(data)
    for (const path of acknowledged)
      expect((await (await fetch(`${server.url}${proxy}/${path}`)).text()).length).toBe(SIZE)
    const { files = [] } = (await (await fetch(`${server.url}${proxy}?path=k07`)).json()) as {
      files?: { path: string; file_size?: number }[]
    }
    for (const { path, file_size } of files) expect(file_size, path).toBe(SIZE) // whole, acknowledged or not
    // Kill when the first upload is acknowledged, while the others are still running.
    const first = Promise.withResolvers<void>()
    const uploads = Array.from({ length: 8 }, async (_, n) => {
      const path = `k07/${round}-${n}`
      if (await upload(server, path, String(n))) acknowledged.add(path)
      first.resolve()
    })
    await first.promise
    await server.kill()
    await Promise.all(uploads)
  }
  expect(acknowledged.size).toBeGreaterThan(0)
  const server = await startServer(data)
  expect(readdirSync(join(data, 'tmp'))).toEqual([]) // the leftovers of the kills are gone
  for (const name of readdirSync(join(data, 'artifacts', 'k07'), { withFileTypes: true }))
    expect(statSync(join(data, 'artifacts', 'k07', name.name)).size).toBe(SIZE)
  await server.stop()
})

/** Starts a server whose files can't grow beyond `bytes`, as if the disk were full. */
async function startLimited(folder: string, bytes: number) {
  const main = join(import.meta.dirname, '..', '..', 'server', 'main.ts')
  // Ignores SIGXFSZ, so that a write past the limit fails with EFBIG instead of ending the process.
  const child = spawn(
    'sh', // sh, because bash is not everywhere; its blocks have 512 bytes (bash: 1024)
    [
      '-c',
      `trap '' XFSZ; ulimit -f ${bytes / 512}; exec "$0" "$@"`,
      process.execPath,
      main,
      '--port',
      '0',
      '--data',
      folder,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const url = await firstUrl(child)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    url,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

test.runIf(process.platform === 'linux')(
  'K13 K14 answers a full disk in JSON, shows nothing partial, still reads, and keeps acknowledged writes',
  async () => {
    const folder = join(data, 'full')
    const before = await startServer(folder)
    await client(before)('createModel', { name: 'before' })
    await before.stop()

    const limited = await startLimited(folder, 2 * 1024 * 1024)
    const call = createClient(limited.url, (target, init) => fetch(target, init))
    const put = await fetch(`${limited.url}${proxy}/k13/large`, { method: 'PUT', body: 'x'.repeat(4_000_000) })
    expect(put.status).toBeGreaterThanOrEqual(500)
    expect(await put.json()).toMatchObject({ error_code: expect.any(String), message: expect.any(String) })
    expect((await fetch(`${limited.url}${proxy}/k13/large`)).status).toBe(404)
    const acknowledged: string[] = []
    let refused = 0
    for (let n = 0; n < 60 && refused < 3; n++) {
      const made = await fetch(`${limited.url}api/2.0/mlflow/registered-models/create`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({
          name: `m${n}`,
          tags: Array.from({ length: 10 }, (_, t) => ({ key: `t${t}`, value: 'x'.repeat(9000) })),
        }),
      })
      const answer = (await made.json()) as object
      if (made.status === 200) acknowledged.push(`m${n}`)
      else {
        refused += 1
        expect(made.status).toBeGreaterThanOrEqual(500)
        expect(answer).toMatchObject({
          error_code: expect.any(String),
          message: expect.not.stringMatching(/SQLITE|\/tmp/),
        })
      }
    }
    expect(refused).toBe(3)
    expect(acknowledged.length).toBeGreaterThan(0)
    expect((await call('getModel', { name: 'before' })).registered_model.name).toBe('before')
    await limited.stop()

    const after = await startServer(folder)
    const { registered_models = [] } = await client(after)('searchModels', { max_results: 1000 })
    expect(registered_models.map(({ name }) => name).toSorted()).toEqual(['before', ...acknowledged].toSorted())
    for (const { name, tags } of registered_models) if (name !== 'before') expect(tags).toHaveLength(10)
    await after.stop()
  },
)
