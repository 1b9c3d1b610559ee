import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createClient } from '#contract/client.ts'
import { samplePath, type SampleState } from '#contract/sample.ts'
import { type Server, startServer } from '../testbed/server.ts'

// The sample project exists whole or not at all, even if the server is killed while loading or removing it.

const ROUNDS = 16
const data = mkdtempSync(join(tmpdir(), 'modelshelf-sample-'))
afterAll(() => rmSync(data, { recursive: true, force: true }))

/** How long loading and removing take without a kill, in ms, so that kills fall within them on any machine. */
async function undisturbed(): Promise<number> {
  const server = await startServer(data)
  const started = performance.now()
  for (const method of ['POST', 'DELETE']) await change(server, method)
  const taken = performance.now() - started
  await server.stop()
  return taken
}

const change = (server: Server, method: string) =>
  fetch(server.url + samplePath, { method, headers: { 'Content-Type': 'application/json' }, body: '{}' })

test(`${ROUNDS} kill -9 while the sample project is loaded or removed leave it whole or absent`, async () => {
  const seen = new Set<string>()
  let longest = 0.75 * (await undisturbed())
  for (let round = 0; round < ROUNDS; round++) {
    const server = await startServer(data)
    const was = await whole(server)
    const answer = change(server, was ? 'DELETE' : 'POST').then(
      (response) => response.ok,
      () => false, // killed before it answered
    )
    await new Promise((resolve) => setTimeout(resolve, Math.random() * longest))
    await server.kill()
    const acknowledged = await answer
    const again = await startServer(data)
    const is = await whole(again)
    if (acknowledged) expect(is, 'the acknowledged change').toBe(!was)
    seen.add(is === was ? 'undone' : 'done')
    longest *= is === was ? 1.5 : 0.75 // however busy the machine is, some kills come before the end and some after
    await again.stop()
  }
  expect(seen, 'the kills happened at different moments').toEqual(new Set(['undone', 'done']))
})

const left = () => [readdirSync(join(data, 'artifacts')), readdirSync(join(data, 'tmp'))]

/** Whether the sample is loaded; fails unless rows and files agree. */
async function whole(server: Server): Promise<boolean> {
  const call = createClient(server.url, (url, init) => fetch(url, init))
  const { loaded_at } = (await (await fetch(server.url + samplePath)).json()) as SampleState
  const { registered_models = [] } = await call('searchModels', { max_results: 100 })
  const { model_versions = [] } = await call('searchVersions', { max_results: 100 })
  const { experiments = [] } = await call('searchExperiments', { max_results: 100 })
  const counts = [registered_models.length, model_versions.length, experiments.length]
  expect(counts).toEqual(loaded_at === undefined ? [0, 0, 1] : [4, 13, 4])
  // The server deletes the rest of an interrupted sample while it already answers: it is invisible first, then off the disk.
  await expect.poll(left, { timeout: 30_000 }).toEqual([loaded_at === undefined ? [] : ['sample-project'], []])
  return loaded_at !== undefined
}
