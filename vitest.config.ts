import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{contract,server,src,scripts}/**/*.test.{ts,tsx}'],
    environment: 'node',
    globalSetup: 'scripts/temporary-folder.ts',
    setupFiles: 'scripts/fixed-seed.ts',
    // All cores: Vitest leaves one free, of the two that most machines have.
    maxWorkers: '100%',
    // Tests that promise a time limit set it themselves. This one only ends tests that hang, also on a busy machine.
    testTimeout: 30_000,
  },
})
