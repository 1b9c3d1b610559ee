import { QueryObserver } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { ApiError } from '#contract/errors.ts'

vi.hoisted(() => vi.stubGlobal('window', { addEventListener: () => {} }))
vi.mock('./api/caller/early-calls.ts', () => ({ dropEarlyAnswers: () => {} }))
vi.mock('./api/caller/ask-name.ts', () => ({ nameAsked: () => undefined }))
vi.mock('./api/access/access.ts', () => ({ refetchAccess: () => {} }))
vi.mock('./api/connection.ts', () => ({ noteFailure: () => {}, onReturn: () => {} }))
vi.mock('./ui/feedback/toast.ts', () => ({ sayFailed: () => {} }))
const { queryClient } = await import('./query-client.ts')

/** How often a thing is asked for that was refused before its page is here, and then is shown by it. */
async function timesAsked(code: string, meanwhile: (key: string[]) => unknown = () => {}): Promise<number> {
  const queryFn = vi.fn<() => Promise<never>>(() => Promise.reject(new ApiError(code, 'no')))
  const query = { queryKey: [code, `${meanwhile}`], queryFn }
  await queryClient.query(query).catch(() => {})
  await meanwhile(query.queryKey)
  new QueryObserver(queryClient, query).subscribe(() => {})()
  return queryFn.mock.calls.length
}

test.each([
  ['RESOURCE_DOES_NOT_EXIST', 1],
  ['INVALID_PARAMETER_VALUE', 1],
  ['UNAUTHENTICATED', 2],
  ['PERMISSION_DENIED', 2],
])('what was just refused with %s is asked for %i times', async (code, times) => {
  expect(await timesAsked(code)).toBe(times)
})

const invalidate = (queryKey: string[]) => queryClient.invalidateQueries({ queryKey })

test('what was missing is asked for again once it is invalidated', async () => {
  expect(await timesAsked('RESOURCE_DOES_NOT_EXIST', invalidate)).toBe(2)
})
