import { expect, test, vi } from 'vitest'

vi.hoisted(() => vi.stubGlobal('document', { baseURI: 'http://shelf/' }))
vi.mock('./client.ts', () => ({}))
vi.mock('./server-info.ts', () => ({ serverInfo: {} }))
vi.mock('#contract/mlmodel.ts', () => {
  throw new Error('Failed to fetch dynamically imported module')
})
const { loadMlmodelReader } = await import('./artifacts.ts')

test('says that Modelshelf was updated if the code that reads MLmodel files is gone', async () => {
  vi.stubGlobal('fetch', async () => new Response())
  await expect(loadMlmodelReader()).rejects.toThrow('Modelshelf was updated')
})
