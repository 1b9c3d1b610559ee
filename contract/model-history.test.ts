import { expect, test } from 'vitest'
import { loggedPaths, toldRequirements } from './model-history.ts'

test.each([
  [undefined, []],
  ['[{"artifact_path": "a"}, {"artifact_path": "b/c"}, {"artifact_path": "a"}]', ['a', 'b/c']],
  ['[{"run_id": "x"}, null, 7, {"artifact_path": 1}]', []],
  ['{"artifact_path": "a"}', []],
  ['[{"artifact_path": "cut o', []],
  ['[{"artifact_path": "a", "flavors": {"x": {"limit": -Infinity, "best": NaN}}}]', ['a']],
])('reads the models of history %j', (value, paths) => {
  expect(loggedPaths(value === undefined ? [] : [{ key: 'mlflow.log-model.history', value }])).toEqual(paths)
})

test('tells beside which models MLflow wrote requirements.txt', () => {
  const env = { conda: 'conda.yaml', virtualenv: 'python_env.yaml' }
  const history = [
    { artifact_path: 'a', flavors: { python_function: { env } } },
    { artifact_path: 'b', flavors: { python_function: { env: 'conda.yaml' } } },
    { artifact_path: 'c' },
    null,
  ]
  const tags = [{ key: 'mlflow.log-model.history', value: JSON.stringify(history) }]
  expect(['a', 'b', 'c', 'd'].map((path) => toldRequirements(tags, path))).toEqual([true, false, false, false])
  expect(toldRequirements(undefined, 'a')).toBe(false)
})
