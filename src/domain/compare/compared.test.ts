import { describe, expect, test } from 'vitest'
import { known, unknown } from '../changes/part.ts'
import { type ComparedRow, comparedGroups, comparedRows, type ComparedThing, orderBy } from './compared.ts'

const empty = known(new Map<string, string>())

function thing(id: string, values: Partial<ComparedThing['parts']>): ComparedThing {
  const parts = Object.fromEntries(comparedGroups.map((group) => [group, values[group] ?? empty]))
  return { id, parts: parts as ComparedThing['parts'] } // one for each group
}

describe('comparedRows', () => {
  test('has every value of any of them once, in the order of the groups and names', () => {
    const rows = comparedRows([
      thing('a', {
        Metrics: known(
          new Map([
            ['rmse', 5],
            ['mae', 1],
          ]),
        ),
        Parameters: known(new Map([['depth', '3']])),
      }),
      thing('b', {
        Metrics: known(new Map([['rmse', 4]])),
        Tags: known(
          new Map([
            ['x10', '1'],
            ['x9', '1'],
          ]),
        ),
      }),
    ])
    expect(rows.map(({ id, values }) => [id, ...values])).toEqual([
      ['Metrics.mae', 1, undefined],
      ['Metrics.rmse', 5, 4],
      ['Parameters.depth', '3', undefined],
      ['Tags.x9', undefined, '1'],
      ['Tags.x10', undefined, '1'],
    ])
  })

  test('tells what is the same in all, NaN too, and not what is missing in one', () => {
    const rows = comparedRows([
      thing('a', {
        Metrics: known(
          new Map([
            ['broken', NaN],
            ['rmse', 5],
            ['zero', 0],
          ]),
        ),
      }),
      thing('b', {
        Metrics: known(
          new Map([
            ['broken', NaN],
            ['zero', 0],
          ]),
        ),
      }),
    ])
    expect(rows.map(({ key, isSame }) => [key, isSame])).toEqual([
      ['broken', true],
      ['rmse', false],
      ['zero', true],
    ])
  })

  test('a part that could not be read has no values', () => {
    const rows = comparedRows([
      thing('a', { Metrics: known(new Map([['rmse', 5]])) }),
      thing('b', { Metrics: unknown('The run is on another server.') }),
    ])
    expect(rows[0]?.values).toEqual([5, undefined])
  })

  test('a metric has its direction and the unit that the model says', () => {
    const tags = [{ key: 'modelshelf.metric.points', value: '{"unit":"km","direction":"higher"}' }]
    const metrics = known(
      new Map([
        ['points', 1],
        ['rmse', 2],
      ]),
    )
    const rows = comparedRows([{ ...thing('a', { Metrics: metrics }), tags }])
    expect(rows.map(({ name, direction }) => [name, direction])).toEqual([
      ['points (km)', 'higher'],
      ['rmse', 'lower'],
    ])
  })
})

const row = (...values: ComparedRow['values']): ComparedRow => ({
  id: 'x',
  group: 'Parameters',
  key: 'x',
  name: 'x',
  values,
  isSame: false,
})

describe('orderBy', () => {
  test.each([
    [[3, undefined, 1, 2], false, [2, 3, 0, 1]],
    [[3, undefined, 1, 2], true, [0, 3, 2, 1]],
    [['10', '9', '1e3'], false, [1, 0, 2]],
    [['b', '2', 'a10', 'a9'], false, [1, 3, 2, 0]],
    [[NaN, -Infinity, Infinity, 0], true, [2, 3, 1, 0]],
    [['same', 'same'], true, [0, 1]],
  ])('of %j, descending: %s', (values, isDescending, order) => {
    expect(orderBy(row(...values), isDescending)).toEqual(order)
  })
})
