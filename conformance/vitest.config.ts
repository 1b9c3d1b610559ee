import { defineConfig } from 'vitest/config'

const files = (names: readonly string[]) => names.map((name) => `conformance/${name}.test.ts`)
/** Tests that kill at random moments, and mostly wait for a server to start. */
const killing = files(['accounts-killed', 'durability', 'robustness/killed'])
/** Tests that time or measure memory, or kill within a time measured before. */
const alone = files(['robustness/{bodies,filters,slow}', 'sample-kill', 'memory', 'upstream'])

export default defineConfig({
  test: {
    globalSetup: 'scripts/temporary-folder.ts',
    setupFiles: 'scripts/fixed-seed.ts',
    testTimeout: 180_000,
    hookTimeout: 180_000,
    // Each group starts after the one before.
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: ['conformance/**/*.test.ts'],
          exclude: [...killing, ...alone],
          maxWorkers: 2, // most machines have two cores
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'killing', include: killing, maxWorkers: 2, sequence: { groupOrder: 1 } } },
      {
        extends: true,
        // They have the machine to themselves.
        test: { name: 'alone', include: alone, fileParallelism: false, sequence: { groupOrder: 2 } },
      },
    ],
  },
})
