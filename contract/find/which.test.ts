import { expect, test } from 'vitest'
import { madeBy } from './which.ts'

test.each<[string, string[]]>([
  ["flavors:\n  python_function:\n    run_id: inner\nmodel_id: m-0a\nmodel_uuid: x\nrun_id: 'b1'\n", ['b1', 'm-0a']],
  ['run_id: 5f\r\nmodel_id: null', ['5f', 'null']],
  ['flavors: {}', []],
  ['', []],
])('reads from an MLmodel file what made it: %j', (text, ids) => {
  expect(madeBy(text)).toEqual(ids)
})
