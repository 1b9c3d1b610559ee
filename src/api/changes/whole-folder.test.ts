import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'

const asked: string[] = []

vi.hoisted(() => vi.stubGlobal('document', { baseURI: 'http://shelf/' }))
vi.mock('../server-info.ts', () => ({ serverInfo: { capabilities: {} } }))
vi.mock('../client.ts', () => ({ call: answer }))
const { wholeFolderQueries } = await import('./whole-folder.ts')
const { roots } = await import('../query-keys.ts')

afterEach(() => vi.restoreAllMocks())

async function answer(name: string) {
  asked.push(name)
  return {
    files: [
      { path: 'model.pkl', size: 3, sha256: `read ${asked.length}` },
      { path: 'huge.bin', size: 9e9 },
    ],
  }
}

test('has files hashed again once a minute has passed, not for each approval or comment', async () => {
  let now = Date.now()
  vi.spyOn(Date, 'now').mockImplementation(() => now)
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 5000 } } })
  const read = () => client.query(wholeFolderQueries.hashes({ name: 'bikes', version: '3' }))
  expect(await read()).toEqual(new Map([['model.pkl', 'read 1']]))
  await client.invalidateQueries({ queryKey: roots.reviews })
  now += 59_000
  expect((await read()).get('model.pkl')).toBe('read 1')
  now += 2_000
  expect((await read()).get('model.pkl')).toBe('read 2')
  expect(asked).toEqual(['getEvidence', 'getEvidence'])
})
