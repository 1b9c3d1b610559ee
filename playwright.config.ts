import { defineConfig } from '@playwright/test'
import type { Backend } from './testbed/projects.ts'
import { browserArgs } from './testbed/browser.ts'
import { join } from 'node:path'
import { findBrowser } from './scripts/browser.mjs'

// Chromium names downloads in the locale's encoding, which is ASCII if none is set.
process.env['LANG'] ??= 'C.UTF-8'

// Searched for once; workers inherit it.
process.env['MODELSHELF_BROWSER'] ??= findBrowser() ?? ''

// Workers and the servers that tests start reuse compiled code: half of a server's start.
process.env['NODE_COMPILE_CACHE'] ??= join(import.meta.dirname, 'test-results', 'compiled')

export default defineConfig<object, { backend: Backend }>({
  testDir: 'e2e',
  globalSetup: './e2e/global-setup.ts',
  outputDir: 'test-results/e2e',
  fullyParallel: true,
  workers: 2,
  // A flaky test is a bug, so tests are not repeated.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // Only tests that hang end here: CI’s machine may be many times slower, and a real MLflow server has one worker.
  timeout: 180_000,
  expect: { timeout: 45_000 },
  use: {
    // Without pictures of every step, which take a third of the time of all tests (`--trace on` records all).
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: false, sources: false },
    screenshot: 'only-on-failure',
    viewport: { width: 1440, height: 900 },
    // Every frame of a transition is drawn by the processor, and clicks wait for the last one.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(process.env['MODELSHELF_BROWSER'] ? { executablePath: process.env['MODELSHELF_BROWSER'] } : {}),
      args: browserArgs,
    },
  },
  // Every test runs in front of the embedded backend, whose answers conformance compares with MLflow's. A test whose result also
  // depends on the real server, its database or its files (writes, searches, errors, artifacts) is marked to run there too.
  projects: [
    { name: 'embedded', grepInvert: /@upstream/, use: { backend: 'embedded' } },
    { name: 'mlflow-3', grep: /@mlflow-[23]|@upstream/, use: { backend: 'mlflow-3' } },
    { name: 'mlflow-2', grep: /@mlflow-2/, use: { backend: 'mlflow-2' } },
  ],
})
