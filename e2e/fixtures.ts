import { test as base, expect } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { type Call, createClient } from '#contract/client.ts'
import type { Backend, Running } from '../testbed/projects.ts'
import { runPython } from './python/python.ts'
import { watch } from '../testbed/watch.ts'

type Options = { backend: Backend }

type WorkerFixtures = Options & {
  /** The project's servers. Without a Python for a real MLflow server its tests are skipped. */
  servers: Running | { missing: string }
}

type Fixtures = {
  /** The project's Modelshelf: a real one, with `backend` behind it. */
  server: Running
  /** Statuses that requests of this test may fail with; any other failed request fails the test. */
  allowedStatuses: readonly number[]
  /** Whether the first write asks for a name; otherwise the person has skipped that before. */
  asksName: boolean
  /** The MLflow API of this test's server, to seed data and to check the effect of a click. */
  call: Call
  /** Runs a script of this folder with the unmodified mlflow client (2.22 in project mlflow-2); returns the lines it printed. */
  python: (script: string, ...args: string[]) => Promise<string[]>
  /** A unique name. */
  unique: (word: string) => string
}

/** Runs in every page, also in frames without storage. */
function skipName() {
  if (window === window.top && location.protocol.startsWith('http'))
    localStorage.setItem('modelshelf', localStorage.getItem('modelshelf') ?? '{"skipsName":true}')
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  backend: ['embedded', { option: true, scope: 'worker' }],
  servers: [
    async ({ backend }, provide) => {
      const answer = await fetch(`${process.env['MODELSHELF_E2E']}/${backend}`)
      if (!answer.ok) throw new Error(await answer.text())
      await provide((await answer.json()) as Running | { missing: string }) // global-setup.ts writes it
    },
    // The first call may wait for a Python environment to be created.
    { scope: 'worker', timeout: 600_000 },
  ],
  server: async ({ servers }, provide, testInfo) => {
    if ('missing' in servers) return testInfo.skip(true, servers.missing)
    await provide(servers)
  },
  baseURL: async ({ server }, provide) => provide(server.url),
  allowedStatuses: [[], { option: true }],
  asksName: [false, { option: true }],
  call: async ({ server }, provide) => provide(createClient(server.url, (url, init) => fetch(url, init))),
  python: async ({ server: { python } }, provide, testInfo) => {
    if (!python) return testInfo.skip(true, 'needs Python with the real mlflow client')
    await provide((script, ...args) => runPython(python, script, ...args))
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the required fixtures from this pattern
  unique: async ({}, provide) => provide((word) => `${word} ${randomUUID().slice(0, 8)}`),
  context: async ({ context, asksName }, provide) => {
    if (!asksName) await context.addInitScript(skipName)
    await provide(context)
  },
  page: async ({ page, allowedStatuses }, provide) => {
    const problems = watch(page, allowedStatuses)
    await provide(page)
    // A handler may still be reading an answer, which is gone once the page closes.
    if (!page.isClosed()) await page.unrouteAll({ behavior: 'ignoreErrors' })
    expect(problems, 'page errors, console errors and undeclared failed requests').toEqual([])
  },
})

/** Marks a test that can't pass on the other backends: `test('…', only('embedded', 'MLflow has no sample project'), …)`. */
export const only = (backend: 'embedded' | 'upstream', why: string) => ({
  tag: `@${backend}`,
  annotation: { type: `only ${backend}`, description: why },
})

/** Marks a test that also runs in front of MLflow 3.17: `test('…', { tag: mlflow3 }, …)`. */
export const mlflow3 = '@mlflow-3'
/** Marks one that also runs in front of both MLflow 3.17 and 2.22. */
export const mlflow2 = '@mlflow-2'

export { expect }
