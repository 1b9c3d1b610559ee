import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import type { Summary } from '#contract/metrics/points.ts'
import type { Run } from '#contract/runs.ts'

const info = { backend: 'embedded', capabilities: { metricSummaries: true } }
const call = vi.hoisted(() => vi.fn<(name: string, input: { run_ids: string[] }) => Promise<unknown>>())
vi.mock('../client.ts', () => ({ call }))
vi.mock('../connection.ts', () => ({}))
vi.mock('../server-info.ts', () => ({ serverInfo: info }))
const { knownSummaries, summaryGroups, summaryQueries } = await import('./summaries.ts')

const run = (run_id: string, status: Run['info']['status'], at: number): Run => ({
  info: { run_id, run_uuid: run_id, experiment_id: '3', status, lifecycle_stage: 'active', artifact_uri: '' },
  data: { metrics: [{ key: 'rmse', value: at, timestamp: at, step: at }] },
})
const lowest = (run_id: string, min: number) => ({ run_id, key: 'rmse', count: 1, min, max: 9, mean: 5 })

/** Reads the lowest values of runs as the pages do; gives them as far as they are known now. */
function reading(client: QueryClient, runs: readonly Run[]) {
  const groups = summaryGroups(runs).map((group) => {
    const query = summaryQueries.of(group, ['rmse'])
    const observer = new QueryObserver(client, { ...query, placeholderData: () => knownSummaries(client, group) })
    observer.subscribe(() => undefined)
    return observer
  })
  return () =>
    new Map(
      groups
        .flatMap((observer) => [...(observer.getCurrentResult().data ?? [])])
        .map(([id, each]) => [id, each.get('rmse')?.min]),
    )
}

test('a run that logs more keeps its values meanwhile, and no finished run is read again with it', async () => {
  const client = new QueryClient()
  call.mockImplementation(async (_name, { run_ids }) => ({ summaries: run_ids.map((id) => lowest(id, 4)) }))
  const over = run('a1', 'FINISHED', 1)
  const first = reading(client, [run('b2', 'RUNNING', 1), over])
  await vi.waitFor(() => expect(Object.fromEntries(first())).toEqual({ a1: 4, b2: 4 }))

  const { promise, resolve } = Promise.withResolvers<unknown>()
  call.mockClear()
  call.mockReturnValue(promise)
  const next = reading(client, [run('b2', 'RUNNING', 2), over])
  await vi.waitFor(() => expect(call.mock.calls.map(([, { run_ids }]) => run_ids)).toEqual([['b2']]))
  expect(Object.fromEntries(next())).toEqual({ a1: 4, b2: 4 })
  resolve({ summaries: [lowest('b2', 2)] })
  await vi.waitFor(() => expect(Object.fromEntries(next())).toEqual({ a1: 4, b2: 2 }))
  client.clear()
})

test('the values of other runs stand for none', () => {
  const client = new QueryClient()
  const known = new Map([['a1', new Map<string, Summary>()]])
  client.setQueryData(summaryQueries.of([run('a1', 'RUNNING', 1)], ['rmse']).queryKey, known)
  expect(knownSummaries(client, [run('a1', 'RUNNING', 7), run('c3', 'RUNNING', 1)])).toEqual(known)
  expect(knownSummaries(client, [run('c3', 'RUNNING', 1)])).toBeUndefined()
  client.clear()
})
