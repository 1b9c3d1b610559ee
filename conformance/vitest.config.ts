import { defineConfig } from 'vitest/config'

/** Minutes of work in which nothing depends on how fast it goes: two at a time, as most machines have two cores. */
const heavy = ['python-client', 'compare', 'broken-rules'].map((name) => `conformance/${name}.test.ts`)

export default defineConfig({
  test: {
    globalSetup: 'scripts/temporary-folder.ts',
    setupFiles: 'scripts/fixed-seed.ts',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // The second group starts when the first has ended.
    projects: [
      { extends: true, test: { name: 'heavy', include: heavy, maxWorkers: 2, sequence: { groupOrder: 0 } } },
      {
        extends: true,
        test: {
          name: 'alone',
          include: ['conformance/**/*.test.ts'],
          exclude: heavy,
          // What is killed, counted in milliseconds or in memory has the machine to itself.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
