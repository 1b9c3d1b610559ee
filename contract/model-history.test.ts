import { expect, test } from 'vitest'
import { loggedPaths } from './model-history.ts'

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
