import { expect, test } from 'vitest'
import { partSince } from './part-since.ts'

const read = { data: 'kept', dataUpdatedAt: 100, error: null, isFetching: false, refetch: () => Promise.reject() }
const error = new Error('gone')

test.each([
  ['read since', {}, 50, { state: 'known', value: 'kept' }],
  ['read shortly before, and not read again', {}, 150, { state: 'known', value: 'kept' }],
  ['being read again', { isFetching: true }, 150, { state: 'pending' }],
  ['read since, and being read again', { isFetching: true }, 50, { state: 'known', value: 'kept' }],
  ['not read again, because it failed', { error }, 150, { state: 'unknown', why: 'Not loaded: gone' }],
  ['never read', { data: undefined, dataUpdatedAt: 0, isFetching: true }, 150, { state: 'pending' }],
  ['never read, because it failed', { data: undefined, error }, 150, { state: 'unknown', why: 'Not loaded: gone' }],
])('a part that was %s', (_what, change, since, expected) => {
  expect(partSince({ ...read, ...change } as never, since, 'Not loaded')).toMatchObject(expected)
})
