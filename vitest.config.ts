import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { include: ['{contract,server,src,scripts}/**/*.test.{ts,tsx}'], environment: 'node' },
})
