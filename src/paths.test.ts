import { expect, test } from 'vitest'
import { paths } from './paths.ts'

test('names keep every character in a link', () => {
  expect(paths.model('a b?#%é"')).toBe('/models/a%20b%3F%23%25%C3%A9%22')
  expect(paths.runArtifacts('r', 'dir/a b#.txt')).toBe('/runs/r/artifacts/dir/a%20b%23.txt')
  expect(paths.runs(['1', '4'])).toBe('/experiments/1,4/runs')
})
