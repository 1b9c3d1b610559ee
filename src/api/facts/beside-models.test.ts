import { expect, test, vi } from 'vitest'
import { besideModels } from './beside-models.ts'

const asked = vi.hoisted(() => ({ ids: 0, pages: 0 }))
vi.mock('../runs-by-ids.ts', () => ({
  runsByIds: async (ids: ReadonlySet<string>) => {
    asked.ids = ids.size
    const [first] = ids
    return new Map([[first, { data: { params: [{ key: 'alpha', value: '1' }], metrics: [], tags: [] } }]])
  },
}))
/** A registry with so many pages of versions; none can be read while it fails. */
const registry = vi.hoisted(() => ({ pages: 1, fails: false }))
vi.mock('../client.ts', () => ({
  call: async (_name: string, { page_token = '0', max_results = 0 }) => {
    if (registry.fails) throw new Error('Too busy')
    asked.pages += 1
    const from = Number(page_token)
    return {
      model_versions: Array.from({ length: max_results }, (_, at) => ({ name: `m${at}`, version: `${from + 1}` })),
      ...(from + 1 < registry.pages && { next_page_token: `${from + 1}` }),
    }
  },
}))

const { signal } = new AbortController()

test('says of how many models the version in Production is not read', async () => {
  const models = Array.from({ length: 5003 }, (_, at) => ({
    name: `m${at}`,
    latest_versions: [
      { name: `m${at}`, version: '1', current_stage: 'Production' as const, run_id: String(at).padStart(32, '0') },
    ],
  }))
  const { left, beside } = await besideModels([...models, { name: 'idle' }], signal)
  expect(left).toBe(3)
  expect(asked.ids).toBe(5000)
  expect(beside.get('m0')?.live).toMatchObject({ version: '1', params: [{ key: 'alpha' }] })
  expect(beside.get('m1')?.live).toBeUndefined()
})

test('reads the 10,000 versions changed last, and says whether there are others', async () => {
  for (const [pages, isCut] of [
    [10, false],
    [11, true],
  ] as const) {
    registry.pages = pages
    asked.pages = 0
    const answer = await besideModels([{ name: 'm7' }], signal)
    expect(answer.isCut).toBe(isCut)
    expect(asked.pages).toBe(10)
    expect(answer.beside.get('m7')?.versions?.map(({ version }) => version)).toEqual(
      Array.from({ length: 10 }, (_, at) => `${at + 1}`),
    )
  }
})

test('knows the versions in Production while the others cannot be read', async () => {
  registry.fails = true
  const version = { name: 'm0', version: '1', current_stage: 'Production' as const, run_id: '0'.repeat(32) }
  const { beside, left, isCut } = await besideModels([{ name: 'm0', latest_versions: [version] }], signal)
  registry.fails = false
  expect(beside.get('m0')).toEqual({ live: expect.objectContaining({ version: '1' }) as unknown, versions: undefined })
  expect([left, isCut]).toEqual([0, undefined])
})
