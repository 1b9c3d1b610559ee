import { beforeEach, expect, test, vi } from 'vitest'
import { runsByIds } from './runs-by-ids.ts'

/** The experiment of each run; undefined for one that is gone. */
let experimentOf: (id: string) => string | undefined
let asked: string[] = []

const runOf = (id: string) => ({ info: { run_id: id, experiment_id: experimentOf(id) } })

vi.mock('./client.ts', async () => {
  const { ApiError } = await vi.importActual<typeof import('#contract/errors.ts')>('#contract/errors.ts')
  return {
    call: async (name: string, input: { run_id: string; experiment_ids: string[]; filter: string }) => {
      asked.push(name === 'searchRuns' ? `${name} in ${input.experiment_ids.join()}` : name)
      if (name === 'searchExperiments') return { experiments: ['a', 'b', 'c'].map((id) => ({ experiment_id: id })) }
      if (name === 'searchRuns') {
        const ids = [...input.filter.matchAll(/'([^']+)'/g)].map(([, id = '']) => id)
        return { runs: ids.filter((id) => input.experiment_ids.includes(experimentOf(id) ?? '')).map(runOf) }
      }
      if (experimentOf(input.run_id) === undefined) throw new ApiError('RESOURCE_DOES_NOT_EXIST', 'gone', 404)
      return { run: runOf(input.run_id) }
    },
  }
})

beforeEach(() => void (asked = []))

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
