import { expect, test, vi } from 'vitest'
import type { Run } from '#contract/runs.ts'

vi.hoisted(() => vi.stubGlobal('document', { baseURI: 'http://shelf/' }))
vi.mock('../../api/server-info.ts', () => ({ serverInfo: { capabilities: {} } }))
vi.mock('../../api/client.ts', () => ({}))
const { askedAbout } = await import('./wanted-runs.ts')

const ids = Array.from({ length: 60 }, (_, at) => `run${at}`)
const found = ids.slice(5).map((run_id): Run => ({ info: { run_id, experiment_id: '1' } as Run['info'], data: {} }))

test('asks about the runs that the URL names before they are found, and about the same ones after', () => {
  expect(askedAbout(ids)).toEqual(ids.slice(0, 50))
  expect(askedAbout(ids, found)).toEqual(askedAbout(ids))
})

test('asks about the runs that a search found', () => {
  expect(askedAbout([], found)).toEqual(ids.slice(5, 55))
})
