import type { Values } from '../engine/plan.ts'

const long = (length: number) => 'x'.repeat(length)

/** Keys of metrics, params and tags (docs/rest-contract.md §1.3). */
export const keys: Values = {
  valid: ['a key', 'a/b.c-d_e:f', 'é', 'mlflow.x'],
  boundary: [long(250), '1', '...a', 'a..b', '日本語'],
  invalid: [long(251), '../x', '/x', 'a//b', '.', 'a/', './a', 'a,b', 'a\nb', "a'b", 'a%b', '😀'],
}

/** Values worth sending in a field of this name, in any endpoint. */
export const common: Record<string, Values> = {
  key: { valid: ['a/b.c-d_e:f é'], boundary: [long(250)], invalid: ['../x', 'a,b', long(251)] },
  metric_key: { valid: ['acc'], boundary: ['nowhere', long(250)] },
  value: { valid: ['a value', 'é😀', '<b>x</b>', '  '], boundary: ['', '\n', 'null'] },
  description: { valid: ['# Text', 'é😀'], boundary: ['', ' ', long(5000)] },
  run_id: { valid: [], boundary: [], invalid: ['nope', '0'.repeat(32), 'a/b', '..'] },
  run_uuid: {},
  model_id: { invalid: ['m-nope', `m-${'0'.repeat(32)}`] },
  experiment_id: { invalid: ['999999', 'abc', '1.5', '-1'] },
  max_results: { valid: [1, 2, 100], boundary: [], invalid: [0, -1] },
  page_token: {
    boundary: [''],
    invalid: ['x', '!!!', 'bm90IGpzb24=', Buffer.from('{"offset": -1}').toString('base64')],
  },
  filter: {},
  order_by: {},
  view_type: { valid: ['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'], boundary: [1, 2, 3], invalid: ['active_only', 0, 4] },
  run_view_type: { valid: ['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'], boundary: [1, 2, 3], invalid: ['active_only', 0, 4] },
}
