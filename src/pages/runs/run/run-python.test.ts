import { expect, test } from 'vitest'
import type { Run } from '#contract/runs.ts'
import { runPython } from './run-python.ts'

const run = (lifecycle_stage: 'active' | 'deleted') =>
  ({ info: { run_id: 'a1', run_name: 'forest', lifecycle_stage }, data: {} }) as Run
const labels = (stage: 'active' | 'deleted', edit: boolean, register: boolean) =>
  runPython(run(stage), { edit, register }).map(({ label }) => label)

test('shows only what the person may do', () => {
  expect(labels('active', false, false)).toEqual(['Read run', 'Download files'])
  expect(labels('active', false, true)).toEqual(['Read run', 'Register model', 'Download files'])
  expect(labels('active', true, true)).toHaveLength(8)
  expect(labels('active', true, false)).not.toContain('Register model')
  expect(labels('deleted', true, true)).toEqual(['Restore run'])
  expect(labels('deleted', false, true)).toEqual(['Read run'])
})
