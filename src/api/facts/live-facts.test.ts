import { expect, test, vi } from 'vitest'
import { liveFacts } from './live-facts.ts'

const asked = vi.hoisted(() => ({ ids: 0 }))
vi.mock('../runs-by-ids.ts', () => ({
  runsByIds: async (ids: ReadonlySet<string>) => {
    asked.ids = ids.size
    return new Map()
  },
}))

test('says of how many models the version in Production is not searched', async () => {
  const models = Array.from({ length: 5003 }, (_, at) => ({
    name: `m${at}`,
    latest_versions: [
      { name: `m${at}`, version: '1', current_stage: 'Production' as const, run_id: String(at).padStart(32, '0') },
    ],
  }))
  expect((await liveFacts([...models, { name: 'idle' }], new AbortController().signal)).left).toBe(3)
  expect(asked.ids).toBe(5000)
})
