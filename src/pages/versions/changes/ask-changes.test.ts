import { QueryClient } from '@tanstack/react-query'
import { afterEach, expect, test, vi } from 'vitest'

const asked: string[] = []

vi.hoisted(() => vi.stubGlobal('document', { baseURI: 'http://shelf/' }))
vi.mock('../../../api/server-info.ts', () => ({ serverInfo: { capabilities: {} } }))
vi.mock('../../../ui/feedback/on-demand.tsx', () => ({ whileEarly: (code: unknown) => code }))
vi.mock('../../../api/client.ts', () => ({ call: answer }))
const { askAnother, askChanges } = await import('./ask-changes.ts')

afterEach(() => vi.restoreAllMocks())

const version = (number: string) => ({
  name: 'bikes',
  version: number,
  run_id: `run${number}`,
  source: `runs:/run${number}/m`,
})

async function answer(name: string, input: Record<string, string>) {
  asked.push(`${name} ${Object.values(input).join(' ')}`)
  return {
    model_versions: ['3', '2', '1'].map(version),
    model_version: version(input['version'] ?? ''),
    registered_model: { name: 'bikes' },
    run: { info: { run_id: input['run_id'], experiment_id: '1' }, data: {} },
    files: [{ path: 'm/model.pkl', is_dir: false, file_size: 3 }],
  }
}

test('asks for the other version alone when another is chosen, however long ago Changes was opened', async () => {
  let now = Date.now()
  vi.spyOn(Date, 'now').mockImplementation(() => now)
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: 5000, retry: false } } })
  const own = { name: 'bikes', version: '3' }
  await askChanges(client, own, '')
  expect(asked.join('\n')).toMatch(/^searchVersions /)
  for (const of of ['getRun run3', 'getRun run2', 'listArtifacts run3 m', 'listArtifacts run2 m'])
    expect(asked).toContain(of)
  asked.length = 0
  now += 3_600_000
  await askAnother(client, own, '1')
  expect(asked.toSorted()).toEqual(['getRun run1', 'getVersion bikes 1', 'listArtifacts run1 m'])
})
