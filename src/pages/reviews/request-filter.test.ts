import { expect, test } from 'vitest'
import type { OpenRequest } from '#contract/review-paths.ts'
import { filtered, requestFilter, valuesOf } from './request-filter.ts'

const request = (name: string, to_stage: OpenRequest['to_stage'], user_id: string): OpenRequest => ({
  id: `${name} ${to_stage} ${user_id}`,
  activity_type: 'REQUESTED_TRANSITION',
  creation_timestamp: 0,
  last_updated_timestamp: 0,
  name,
  version: '1',
  to_stage,
  user_id,
})
const all = [
  request('tides', 'Production', 'Inês'),
  request('tides', 'Staging', 'Mira'),
  request('bikes', 'Production', 'Mira'),
  request('a & b', 'Archived', ' Otto '),
]

const notMira = ({ user_id }: OpenRequest) => user_id !== 'Mira'

test.each([
  ['', [0, 1, 2, 3]],
  ['waiting=me', [0, 3]],
  ['waiting=you', [0, 1, 2, 3]],
  ['stage=Production', [0, 2]],
  ['stage=production', []],
  ['model=tides', [0, 1]],
  ['model=a+%26+b', [3]],
  ['by=Mira', [1, 2]],
  ['by=+Otto+', [3]],
  ['by=Mira&stage=Production&model=bikes', [2]],
  ['waiting=me&by=Mira', []],
])('shows the requests that %j leaves', (query, left) => {
  const shown = filtered(all, requestFilter(new URLSearchParams(query)), notMira)
  expect(shown.map((one) => all.indexOf(one))).toEqual(left)
})

test('offers what is there, and what is chosen', () => {
  expect(valuesOf(all, ({ name }) => name, '')).toEqual(['a & b', 'bikes', 'tides'])
  expect(valuesOf(all, ({ name }) => name, 'gone')).toContain('gone')
})
