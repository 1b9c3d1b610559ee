import { beforeEach, expect, test, vi } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { runsByIds } from './runs-by-ids.ts'

/** The experiment of each run; undefined for one that is gone. */
let experimentOf: (id: string) => string | undefined
let asked: string[] = []
/** The runs that each request wants. */
let wanted: string[][] = []

const runOf = (id: string) => ({ info: { run_id: id, experiment_id: experimentOf(id) } })

vi.mock('./client.ts', async () => {
  const { ApiError } = await vi.importActual<typeof import('#contract/errors.ts')>('#contract/errors.ts')
  return {
    call: async (name: string, input: { run_id: string; experiment_ids: string[]; filter: string }) => {
      asked.push(name === 'searchRuns' ? `${name} in ${input.experiment_ids.join()}` : name)
      if (name === 'searchExperiments') return { experiments: ['a', 'b', 'c'].map((id) => ({ experiment_id: id })) }
      if (name === 'searchRuns') {
        const ids = [...input.filter.matchAll(/'([^']+)'/g)].map(([, id = '']) => id)
        wanted.push(ids)
        return { runs: ids.filter((id) => input.experiment_ids.includes(experimentOf(id) ?? '')).map(runOf) }
      }
      wanted.push([input.run_id])
      if (experimentOf(input.run_id) === undefined) throw new ApiError('RESOURCE_DOES_NOT_EXIST', 'gone', 404)
      return { run: runOf(input.run_id) }
    },
  }
})

beforeEach(() => {
  asked = []
  wanted = []
})

const numbered = (count: number) => Array.from({ length: count }, (_, at) => `r${at}`)
const numberIn = (id: string) => Number(id.slice(1))
const found = async (count: number) => [
  ...(await runsByIds(new Set(numbered(count)), new AbortController().signal)).keys(),
]

test.each([
  ['few runs side by side', 4, () => 'a', ['getRun', 'getRun', 'getRun', 'getRun']],
  ['runs of one experiment', 200, () => 'a', ['getRun', 'getRun', 'searchRuns in a']],
  [
    'runs of two experiments, one after the other',
    200,
    (id: string) => (numberIn(id) < 90 ? 'a' : 'b'),
    ['getRun', 'getRun', 'searchRuns in a,b'],
  ],
  [
    'runs of another experiment in between',
    200,
    (id: string) => (numberIn(id) === 90 ? 'c' : 'a'),
    ['getRun', 'getRun', 'searchRuns in a', 'searchExperiments', 'searchRuns in b,c'],
  ],
])('loads %s', async (_, count, where, calls) => {
  experimentOf = where
  expect((await found(count)).toSorted()).toEqual(numbered(count).toSorted())
  expect(asked).toEqual(calls)
})

test('searches everywhere at once if one end is gone', async () => {
  experimentOf = (id) => (id === 'r0' ? undefined : 'b')
  expect((await found(9)).toSorted()).toEqual(numbered(9).slice(1))
  expect(asked).toEqual(['getRun', 'getRun', 'searchExperiments', 'searchRuns in a,b,c'])
})

test.each([
  ['a few that are left, by themselves', 5, () => 'a', ['getRun', 'getRun', 'getRun', 'getRun']],
  ['its experiment and the last run at once', 14, () => 'a', ['getRun', 'searchRuns in a']],
  [
    'its experiment and the last run, then that of the last',
    14,
    (id: string) => (numberIn(id) < 7 ? 'a' : 'b'),
    ['getRun', 'searchRuns in a', 'searchRuns in b'],
  ],
])('beside a run that is here, loads %s', async (_, count, where, calls) => {
  experimentOf = where
  const here = [runOf('r0')] as Run[]
  const runs = await runsByIds(new Set(numbered(count)), new AbortController().signal, here)
  expect([...runs.keys()].toSorted()).toEqual(numbered(count).toSorted())
  expect(asked).toEqual(calls)
  expect(wanted.flat()).not.toContain('r0')
  expect(new Set(wanted.flat()).size).toBe(count - 1)
})

test('takes at most seven requests for a thousand runs, two more beside those that are here', async () => {
  experimentOf = (id) => (id === 'r0' ? 'a' : numberIn(id) === 999 ? 'b' : 'c')
  await found(1000)
  expect(asked).toHaveLength(7)
  asked = []
  experimentOf = (id) => (id === 'r5' ? 'a' : id === 'r0' ? 'b' : 'c')
  await runsByIds(new Set(numbered(1000)), new AbortController().signal, [runOf('r5')] as Run[])
  expect(asked.length).toBeLessThanOrEqual(9)
})
