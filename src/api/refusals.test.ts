import { expect, test, vi } from 'vitest'
import { ApiError } from '#contract/errors.ts'

// What the server would have written into index.html.
const info = vi.hoisted(() => ({ backend: 'upstream', auth: 'operator' }))
vi.hoisted(() => vi.stubGlobal('document', { getElementById: () => ({ textContent: JSON.stringify(info) }) }))
const { withHint, isAboutInput, lackingPermission } = await import('./refusals.ts')

test.each([
  ['getModel', { name: 'a' }, 'READ on the model “a”'],
  ['updateModel', { name: 'a' }, 'EDIT on the model “a”'],
  ['transitionStage', { name: 'a', version: '1' }, 'EDIT on the model “a”'],
  ['deleteAlias', { name: 'a', alias: 'x' }, 'MANAGE on the model “a”'],
  ['deleteRun', { run_id: 'r' }, 'MANAGE on the experiment of this run'],
  ['updateExperiment', { experiment_id: '7', new_name: 'b' }, 'EDIT on the experiment 7'],
] as const)('%s lacks', (name, input, words) => {
  expect(lackingPermission(name, input)).toBe(`It takes the permission ${words}.`)
})

test('making something takes a right that belongs to no object yet', () => {
  expect(lackingPermission('createModel', { name: 'a' })).toBe('It takes the right to create there.')
  expect(lackingPermission('createExperiment', { name: 'a' })).toBe('It takes the right to create there.')
})

test('the server’s own words stay first, and other refusals as they are', () => {
  const denied = withHint(new ApiError('PERMISSION_DENIED', 'Permission denied.'), 'deleteModel', { name: 'a' })
  expect(denied).toMatchObject({
    code: 'PERMISSION_DENIED',
    status: 403,
    message: 'Permission denied. It takes the permission MANAGE on the model “a”.',
  })
  const unknown = withHint(new ApiError('UNAUTHENTICATED', 'Who?'), 'getModel', { name: 'a' })
  expect(unknown).toMatchObject({ status: 401, message: expect.stringContaining('MLFLOW_TRACKING_TOKEN') })
  const other = new ApiError('INVALID_PARAMETER_VALUE', 'No.')
  expect(withHint(other, 'getModel', { name: 'a' })).toBe(other)
  const thrown = new TypeError('x')
  expect(withHint(thrown, 'getModel', { name: 'a' })).toBe(thrown)
})

test('only what was typed is refused beside its field', () => {
  const about = (code: string, status?: number) => isAboutInput(new ApiError(code, 'No.', status))
  expect(about('INVALID_PARAMETER_VALUE') && about('RESOURCE_ALREADY_EXISTS') && about('RESOURCE_CONFLICT')).toBe(true)
  expect(about('UNREACHABLE', 0) || about('PERMISSION_DENIED') || about('INTERNAL_ERROR')).toBe(false)
  expect(isAboutInput(null)).toBe(false)
})
