import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'scripts/temporary-folder.ts',
    setupFiles: 'scripts/fixed-seed.ts',
    include: ['conformance/**/*.test.ts'],
    // Each file starts servers and clients of its own; two cores do not like more at once.
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
