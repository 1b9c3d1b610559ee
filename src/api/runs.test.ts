import { QueryClient } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'

const call = vi.hoisted(() => vi.fn<(name: string, input: { run_id: string }) => Promise<object>>())
vi.mock('./client.ts', () => ({ call }))
vi.mock('./server-info.ts', () => ({ serverInfo: { capabilities: {} } }))
const { runQueries, runsHere } = await import('./runs.ts')

const runOf = (run_id: string) => ({ info: { run_id, experiment_id: 'a' }, data: {} })

test('a run is here if it is new or on its way', async () => {
  const client = new QueryClient()
  call.mockImplementation(async (_name, { run_id }) => ({ run: runOf(run_id) }))
  const keep = (id: string, updatedAt: number) =>
    client.setQueryData(runQueries.detail(id).queryKey, runOf(id) as never, { updatedAt })
  keep('new', Date.now())
  keep('old', Date.now() - 60_000)
  keep('changed', Date.now())
  await client.invalidateQueries({ queryKey: runQueries.detail('changed').queryKey })
  void client.query(runQueries.detail('coming'))
  const here = await runsHere(client, ['new', 'old', 'changed', 'coming', 'unknown'])
  expect(here.map(({ info }) => info.run_id)).toEqual(['new', 'coming'])
  expect(call).toHaveBeenCalledOnce()
})
