import { expect, test, vi } from 'vitest'
import { ApiError } from '#contract/errors.ts'

// The JSON block that the server writes into index.html.
const info = vi.hoisted(() => ({ backend: 'upstream', auth: 'operator' }))
vi.hoisted(() => vi.stubGlobal('document', { getElementById: () => ({ textContent: JSON.stringify(info) }) }))
const { asTold, isAboutInput, lackingPermission } = await import('./refusals.ts')

test.each([
  ['getModel', { name: 'a' }, 'READ permission on the model “a”'],
  ['updateModel', { name: 'a' }, 'EDIT permission on the model “a”'],
  ['transitionStage', { name: 'a', version: '1' }, 'EDIT permission on the model “a”'],
  ['deleteAlias', { name: 'a', alias: 'x' }, 'MANAGE permission on the model “a”'],
  ['deleteRun', { run_id: 'r' }, 'MANAGE permission on the experiment of this run'],
  ['updateExperiment', { experiment_id: '7', new_name: 'b' }, 'EDIT permission on the experiment 7'],
] as const)('%s lacks', (name, input, words) => {
  expect(lackingPermission(name, input)).toBe(`This requires ${words}.`)
})

test('creating needs a right that belongs to no object yet', () => {
  expect(lackingPermission('createModel', { name: 'a' })).toBe('This requires permission to create models.')
  expect(lackingPermission('createExperiment', { name: 'a' })).toBe('This requires permission to create experiments.')
})

test('the server’s own words stay first, and other refusals as they are', () => {
  const denied = asTold(new ApiError('PERMISSION_DENIED', 'Permission denied.'), 'deleteModel', { name: 'a' })
  expect(denied).toMatchObject({
    code: 'PERMISSION_DENIED',
    status: 403,
    message: 'Permission denied. This requires MANAGE permission on the model “a”.',
  })
  const unknown = asTold(new ApiError('UNAUTHENTICATED', 'Who?'), 'getModel', { name: 'a' })
  expect(unknown).toMatchObject({ status: 401, message: expect.stringContaining('MLFLOW_TRACKING_TOKEN') })
  const other = new ApiError('INVALID_PARAMETER_VALUE', 'No.')
  expect(asTold(other, 'getModel', { name: 'a' })).toBe(other)
  const thrown = new TypeError('x')
  expect(asTold(thrown, 'getModel', { name: 'a' })).toBe(thrown)
})

test('only what was typed is refused beside its field', () => {
  const about = (code: string, status?: number) => isAboutInput(new ApiError(code, 'No.', status))
  expect(about('INVALID_PARAMETER_VALUE') && about('RESOURCE_ALREADY_EXISTS') && about('RESOURCE_CONFLICT')).toBe(true)
  expect(about('UNREACHABLE', 0) || about('PERMISSION_DENIED') || about('INTERNAL_ERROR')).toBe(false)
  expect(isAboutInput(null)).toBe(false)
})

test('addresses in a refusal lack their secrets', () => {
  const refused = new ApiError('INVALID_PARAMETER_VALUE', "Invalid source: 'https://u:p@a.example/x?sig=s'")
  expect(asTold(refused, 'getRun', { run_id: 'r' })).toMatchObject({
    code: 'INVALID_PARAMETER_VALUE',
    message: "Invalid source: 'https://a.example/x?sig=…'",
  })
})
