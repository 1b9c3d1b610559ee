import { expect, test, vi } from 'vitest'
import { ApiError } from '#contract/errors.ts'

// The JSON block that the server writes into index.html.
const info = vi.hoisted(() => ({ backend: 'upstream', auth: 'operator' }))
vi.hoisted(() => vi.stubGlobal('document', { getElementById: () => ({ textContent: JSON.stringify(info) }) }))
const { asTold, isAboutInput } = await import('./refusals.ts')
const { serverInfo } = await import('./server-info.ts')

test('says which credentials are missing, and leaves other refusals as they are', () => {
  const unknown = asTold(new ApiError('UNAUTHENTICATED', 'Who?'))
  expect(unknown).toMatchObject({ status: 401, message: expect.stringMatching(/^Who\? .*MLFLOW_TRACKING_TOKEN/) })
  for (const other of [new ApiError('INVALID_PARAMETER_VALUE', 'No.'), new ApiError('PERMISSION_DENIED', 'No.')])
    expect(asTold(other)).toBe(other)
  const thrown = new TypeError('x')
  expect(asTold(thrown)).toBe(thrown)
})

test('only what was typed is refused beside its field', () => {
  const about = (code: string, status?: number) => isAboutInput(new ApiError(code, 'No.', status))
  expect(about('INVALID_PARAMETER_VALUE') && about('RESOURCE_ALREADY_EXISTS') && about('RESOURCE_CONFLICT')).toBe(true)
  expect(about('UNREACHABLE', 0) || about('PERMISSION_DENIED') || about('INTERNAL_ERROR')).toBe(false)
  expect(isAboutInput(null)).toBe(false)
})

test('addresses in a refusal lack their secrets', () => {
  const refused = new ApiError('INVALID_PARAMETER_VALUE', "Invalid source: 'https://u:p@a.example/x?sig=s'")
  expect(asTold(refused)).toMatchObject({
    code: 'INVALID_PARAMETER_VALUE',
    message: "Invalid source: 'https://a.example/x?sig=…'",
  })
})

test('a lost session is told in words that are still true after signing in again', () => {
  Object.assign(serverInfo, { backend: 'embedded', auth: 'accounts' })
  expect(asTold(new ApiError('UNAUTHENTICATED', 'The token is wrong or expired.'))).toMatchObject({
    status: 401,
    message: 'You are signed out. Sign in, and try again.',
  })
})
