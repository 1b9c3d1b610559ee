import type { Page } from '@playwright/test'
import { seedRun } from '../../testbed/artifacts.ts'
import { expect, test } from '../fixtures.ts'

type Run = Awaited<ReturnType<typeof seedRun>>

/** Opens a file of the run. */
export const open = (page: Page, run: Run, path: string) =>
  page.goto(`runs/${run.run_id}/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`)

/** Seeds a run with these files and opens the first of them. */
export const look = test.extend<{ files: (files: Parameters<typeof seedRun>[3]) => Promise<Run> }>({
  files: async ({ page, call, server, unique }, provide) =>
    provide(async (files) => {
      const run = await seedRun(call, server.url, unique('e'), files)
      await open(page, run, Object.keys(files)[0] ?? '')
      return run
    }),
})

/** Expects that the preview has changed nothing in the page around it. */
export async function expectUntouched(page: Page) {
  expect(await page.evaluate(() => window.name)).toBe('')
  await expect(page).not.toHaveTitle('taken')
}
