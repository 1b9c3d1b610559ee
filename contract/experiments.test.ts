import { expect, test } from 'vitest'
import { experimentNameProblem } from './experiments.ts'

test.each([
  ['Taxi fares', undefined],
  ['🚕'.repeat(500), undefined],
  ['', /needs a name/],
  [' \n', /needs a name/],
  ['🚕'.repeat(501), /at most 500 characters; this one has 501/],
])('“%s”', (name, problem) => {
  if (problem) expect(experimentNameProblem(name)).toMatch(problem)
  else expect(experimentNameProblem(name)).toBeUndefined()
})
