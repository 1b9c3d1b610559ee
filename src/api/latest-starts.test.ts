import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { latestStarts } from './latest-starts.ts'

/** A server with these runs, newest first; `asked` records its requests. */
function server(runs: readonly [experiment: string, start: number][]) {
  const asked: string[] = []
  const newestRuns = async (ids: readonly string[], most: number) => {
    asked.push(`${most} of ${ids.join()}`)
    const all = runs.filter(([experiment]) => ids.includes(experiment)).toSorted(([, a], [, b]) => b - a)
    const page = all.slice(0, most).map(([experiment_id, start_time]): Run => {
      const run_id = `${experiment_id} ${start_time}`
      return { info: { run_id, experiment_id, start_time, status: 'FINISHED', lifecycle_stage: 'active' }, data: {} }
    })
    return { runs: page, isAll: all.length <= most }
  }
  return { asked, newestRuns }
}
const many = (experiment: string, count: number, from: number) =>
  Array.from({ length: count }, (_, n): [string, number] => [experiment, from + n])

test('needs one request if there are few runs, and leaves out experiments without runs', async () => {
  const { asked, newestRuns } = server([...many('a', 3, 10), ...many('b', 2, 20)])
  expect(await latestStarts(['a', 'b', 'c'], newestRuns)).toEqual(
    new Map([
      ['b', 21],
      ['a', 12],
    ]),
  )
  expect(asked).toHaveLength(1)
})

test('finds every experiment, however many busy ones hide the others', async () => {
  const busy = ['a', 'b', 'c', 'd', 'e'].flatMap((id, index) => many(id, 100, 1000 * (5 - index)))
  const { asked, newestRuns } = server([...busy, ['quiet', 1]])
  const ids = ['quiet', 'a', 'b', 'c', 'd', 'e', 'none']
  const found = await latestStarts(ids, newestRuns)
  expect(Object.fromEntries(found)).toEqual({ a: 5099, b: 4099, c: 3099, d: 2099, e: 1099, quiet: 1 })
  expect(asked).toEqual([
    '50 of quiet,a,b,c,d,e,none',
    '50 of quiet,b,c,d,e,none',
    '50 of quiet,c,d,e,none',
    '1 of quiet',
    '1 of d',
    '1 of e',
    '1 of none',
  ])
})

test('sends no request without experiments', async () => {
  const { asked, newestRuns } = server([])
  expect(await latestStarts([], newestRuns)).toEqual(new Map())
  expect(asked).toEqual([])
})
