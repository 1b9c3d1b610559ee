import { globSync, readFileSync } from 'node:fs'
import { defineConfig } from 'vitest/config'

const all = '{bench,contract,server,src,scripts}/**/*.test.{ts,tsx}'
/** Tests that replace modules, or load them anew: others must not get those of theirs. */
const apart = globSync(all, { cwd: import.meta.dirname }).filter((file) =>
  /\bvi\.(mock|doMock|resetModules|hoisted)\(/.test(readFileSync(file, 'utf8')),
)

export default defineConfig({
  test: {
    environment: 'node',
    globalSetup: 'scripts/temporary-folder.ts',
    setupFiles: 'scripts/fixed-seed.ts',
    // All cores: Vitest leaves one free, of the two that most machines have.
    maxWorkers: '100%',
    // Tests that promise a time limit set it themselves. These only end what hangs, also on a busy machine.
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // A worker that has run half of all tests takes seconds to end, on a busy machine more than the usual 10.
    teardownTimeout: 60_000,
    projects: [
      // Tests of one worker share what they import, which takes most of the time of a small test.
      { extends: true, test: { name: 'together', include: [all], exclude: apart, isolate: false } },
      { extends: true, test: { name: 'apart', include: apart } },
    ],
  },
})
