import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{contract,server,src,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: 'scripts/temporary-folder.ts',
    setupFiles: 'scripts/fixed-seed.ts',
    // Time limits that are promises stand in their tests; this one only ends what hangs, also on a busy machine.
    testTimeout: 30_000,
  },
})
