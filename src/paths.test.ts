import { expect, test } from 'vitest'
import { fromOldLink, paths } from './paths.ts'

test.each([
  ['#/experiments/1/runs/abc', '/runs/abc'],
  ['#/experiments/1/runs/abc/artifacts/model/MLmodel', '/runs/abc/artifacts/model/MLmodel'],
  ['#/experiments/1/runs/abc/artifactPath/model', '/runs/abc/artifacts/model'],
  ['#/experiments/1', '/experiments/1/runs'],
  ['#/experiments/0/models/m-1', '/logged-models/m-1'],
  ['#/models/Taxi%20fares', '/models/Taxi%20fares'],
  ['#/models/Taxi%20fares/versions/3', '/models/Taxi%20fares/versions/3'],
  ['#/models/100%/versions/3', '/models/100%25/versions/3'],
  ['#/models', '/models'],
  ['#/', '/models'],
])('the old link %s opens %s', (hash, path) => {
  expect(fromOldLink(hash)).toBe(path)
})

test('a fragment of ours is no old link', () => {
  expect(fromOldLink('#section')).toBeUndefined()
  expect(fromOldLink('')).toBeUndefined()
})

test('names keep every character in a link', () => {
  expect(paths.model('a b?#%é"')).toBe('/models/a%20b%3F%23%25%C3%A9%22')
  expect(paths.runArtifacts('r', 'dir/a b#.txt')).toBe('/runs/r/artifacts/dir/a%20b%23.txt')
  expect(paths.runs(['1', '4'])).toBe('/experiments/1,4/runs')
})
