import { defineConfig } from 'vitest/config'

/** Tests that kill at random moments, time or measure memory. */
const measuring = [
  'accounts-killed',
  'durability',
  'robustness/{bodies,filters,killed,slow}',
  'sample-kill',
  'upstream',
]
const alone = measuring.map((name) => `conformance/${name}.test.ts`)

export default defineConfig({
  test: {
    globalSetup: 'scripts/temporary-folder.ts',
    setupFiles: 'scripts/fixed-seed.ts',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // The second group starts after the first.
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['conformance/**/*.test.ts'],
          exclude: alone,
          maxWorkers: 2, // most machines have two cores
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        // They have the machine to themselves.
        test: { name: 'alone', include: alone, fileParallelism: false, sequence: { groupOrder: 1 } },
      },
    ],
  },
})
