import { expect, test, vi } from 'vitest'
import { readingOf } from './reads.ts'

const read = { data: 'x', error: null, isPlaceholderData: false, refetch: async () => {} }
const failure = new Error('The disk is full.')
const other = new Error('Gone.')

test.each([
  ['everything', [read, read], true, undefined],
  ['nothing yet', [read, { ...read, data: undefined }], false, undefined],
  ['the answer to an earlier question', [{ ...read, isPlaceholderData: true }], false, undefined],
  ['nothing, after an error', [read, { ...read, data: undefined, error: failure }], false, failure],
  ['earlier data, after an error', [read, { ...read, error: failure }], true, failure],
  [
    'some, and what is missing counts',
    [
      { ...read, error: other },
      { ...read, data: undefined, error: failure },
    ],
    false,
    failure,
  ],
])('has read %s', (_what, reads, isRead, error) => {
  expect(readingOf(reads)).toMatchObject({ isRead, error })
})

test('reads again what failed', () => {
  const [good, bad] = [vi.fn(async () => {}), vi.fn(async () => {})]
  readingOf([
    { ...read, refetch: good },
    { ...read, error: failure, refetch: bad },
  ]).retry()
  expect([good.mock.calls.length, bad.mock.calls.length]).toEqual([0, 1])
})
