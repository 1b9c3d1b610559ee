import { expect, test } from 'vitest'
import type { LoggedModel } from '#contract/logged-models.ts'
import { loggedModelPython } from './logged-model-python.ts'

const model = { info: { model_id: 'm-1' } } as LoggedModel
const labels = (edit: boolean, register: boolean) =>
  loggedModelPython(model, undefined, { edit, register }).map(({ label }) => label)

test('shows only what the person may do', () => {
  expect(labels(false, false)).toEqual(['Read logged model', 'Download files'])
  expect(labels(false, true)).toEqual(['Register model', 'Read logged model', 'Download files'])
  expect(labels(true, false)).toEqual(['Read logged model', 'Set tags', 'Download files', 'Delete logged model'])
})
