import { expect, test } from 'vitest'
import { fieldsByKind } from './model-fields.ts'

test('tells values as they were logged, and infinite ones by name', () => {
  const metrics = [
    { key: 'ratio', value: Number.MAX_VALUE },
    { key: 'gain', value: -Number.MAX_VALUE },
    { key: 'loss', value: 'NaN' },
    { key: 'rmse', value: 0.25 },
  ]
  const model = { name: 'demand', creation_timestamp: 1, last_updated_timestamp: 1 }
  const live = { version: '4', flavors: [], metrics, params: [{ key: 'cap', value: '1.7976931348623157e+308' }] }
  expect(fieldsByKind.production(model, { live }).map(({ text }) => text)).toEqual([
    'ratio: Infinity',
    'gain: -Infinity',
    'loss: NaN',
    'rmse: 0.25',
    'cap: 1.7976931348623157e+308',
  ])
})
