import { expect, test } from 'vitest'
import { modelFindings } from '../domain/health/findings.ts'
// oxlint-disable-next-line import/default -- Vite gives the file's text
import form from './DescriptionForm.tsx?raw'

test('what the registry health page advises to choose for a description is in the form', () => {
  const findings = modelFindings([], { now: 0, staleDays: 0, hasStages: true })
  const { advice = '' } = findings.find(({ title }) => title === 'No description') ?? {}
  const choice = /“(.+)”/.exec(advice)?.[1]
  expect(choice).toBeDefined()
  expect(form).toContain(`'${choice}'`)
})
