import { test as base, expect, type Page } from '@playwright/test'
import { randomUUID } from 'node:crypto'
import { type Call, createClient } from '#contract/client.ts'
import { type Server, startServer } from './server.ts'

type Fixtures = {
  /** Statuses that this test's failed requests may have; any other failed request fails the test. */
  allowedStatuses: readonly number[]
  /** The MLflow API of this test's server, to seed with and to look at what a click has done. */
  call: Call
  /** A name nobody else uses. */
  unique: (word: string) => string
}

export const test = base.extend<Fixtures, { server: Server }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright reads which fixtures are wanted from this pattern
    async ({}, provide) => {
      const server = await startServer()
      await provide(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  baseURL: async ({ server }, provide) => provide(server.url),
  allowedStatuses: [[], { option: true }],
  call: async ({ server }, provide) => provide(createClient(server.url, (url, init) => fetch(url, init))),
  // oxlint-disable-next-line no-empty-pattern -- as above
  unique: async ({}, provide) => provide((word) => `${word} ${randomUUID().slice(0, 8)}`),
  page: async ({ page, allowedStatuses }, provide) => {
    const problems = watch(page, allowedStatuses)
    await provide(page)
    expect(problems, 'page errors, console errors and undeclared failed requests').toEqual([])
  },
})

/** Collects everything that went wrong in the page unseen. */
export function watch(page: Page, allowed: readonly number[]): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    // Chromium reports every failed response here as well; the response listener judges those.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      problems.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400 && !allowed.includes(response.status()))
      problems.push(`${response.status()} ${response.request().method()} ${response.url()}`)
  })
  return problems
}

export { expect }
