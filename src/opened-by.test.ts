import { expect, test, vi } from 'vitest'
import { ApiError } from '#contract/errors.ts'
import { openedBy } from './opened-by.ts'

vi.mock('./query-client.ts', () => ({ queryClient: undefined }))
vi.mock('./api/caller/early-calls.ts', () => ({ hasEarlyAnswers: () => false }))
vi.mock('./ui/feedback/on-demand.tsx', () => ({ earlyCode: async () => false }))

/** Opens a page whose first question has this answer, and says whether the page asked more. `leave` is called before its code is here. */
async function asksMore(answer: () => Promise<unknown>, leave?: (left: AbortController) => void): Promise<boolean> {
  const asks = vi.fn<() => []>(() => [])
  const left = new AbortController()
  const load = async () => {
    await Promise.allSettled([first])
    leave?.(left)
    return { asks }
  }
  const first = answer()
  const request = new Request('http://shelf/models/m', { signal: left.signal })
  await openedBy(load, () => [first], '/')({ params: {}, request } as never, undefined)
  return asks.mock.calls.length > 0
}

const refused = (code: string) => () => Promise.reject(new ApiError(code, 'no'))

test.each([
  ['goes on after an answer', async () => 1, true],
  ['asks nothing more of what is missing', refused('RESOURCE_DOES_NOT_EXIST'), false],
  ['goes on after any other failure', refused('INTERNAL_ERROR'), true],
])('%s', async (_, answer, goesOn) => {
  expect(await asksMore(answer)).toBe(goesOn)
})

test('asks nothing more after somebody has gone elsewhere', async () => {
  expect(
    await asksMore(
      async () => 1,
      (left) => left.abort(),
    ),
  ).toBe(false)
})
