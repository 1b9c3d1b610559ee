import { defineConfig } from '@playwright/test'
import type { Backend } from './testbed/projects.ts'
import { findBrowser } from './scripts/browser.mjs'

// A real server has one worker, which the parallel tests share, so it is slow.
const patient = { timeout: 120_000, expect: { timeout: 30_000 } }

// Chromium names downloads in the locale's encoding, which is ASCII if none is set.
process.env['LANG'] ??= 'C.UTF-8'

// Searched for once; workers inherit it.
process.env['MODELSHELF_BROWSER'] ??= findBrowser() ?? ''

/** What the browser draws from the same bytes, whichever server sent them: run in front of the embedded backend only. */
const drawn = /\/(previews|html-previews|table-previews|budget|keyboard-tracking)\.spec\.ts$/

export default defineConfig<object, { backend: Backend }>({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  // A flaky test is a bug, so tests are not repeated.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    // Without screenshots, which take a quarter of the time of all tests.
    trace: { mode: 'retain-on-failure', screenshots: false, sources: false },
    viewport: { width: 1440, height: 900 },
    launchOptions: {
      ...(process.env['MODELSHELF_BROWSER'] ? { executablePath: process.env['MODELSHELF_BROWSER'] } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  // One set of specs for all projects. A spec that only one backend can pass says so (`only` in e2e/fixtures.ts); mlflow-2 runs
  // only marked specs.
  projects: [
    { name: 'embedded', grepInvert: /@upstream/, use: { backend: 'embedded' } },
    { name: 'mlflow-3', grepInvert: /@embedded/, testIgnore: drawn, use: { backend: 'mlflow-3' }, ...patient },
    { name: 'mlflow-2', grep: /@mlflow-2/, use: { backend: 'mlflow-2' }, ...patient },
  ],
})
