import { defineConfig } from 'vitest/config'

/** Long tests that don't depend on speed: two at a time, since most machines have two cores. */
const heavy = ['python-client', 'compare', 'broken-rules'].map((name) => `conformance/${name}.test.ts`)

export default defineConfig({
  test: {
    globalSetup: 'scripts/temporary-folder.ts',
    setupFiles: 'scripts/fixed-seed.ts',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // The second group starts after the first.
    projects: [
      { extends: true, test: { name: 'heavy', include: heavy, maxWorkers: 2, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['conformance/**/*.test.ts'],
          exclude: heavy,
          // Tests that kill, time or measure memory have the machine to themselves.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
