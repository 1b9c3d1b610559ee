import { expect, test } from 'vitest'
import { quotedKey, seenTags, writtenKey } from './filter-key.ts'
import { parseFilter } from './filter.ts'
import { parseOrderBy } from './order-by.ts'

test.each(['rmse', 'val.loss', 'val/acc', 'a b', 'a`b', '1st', 'in', 'größe', '重量'])(
  '%s is written so that the server reads the same key',
  (key) => {
    for (const text of [writtenKey('tags', key), quotedKey('tags', key)]) {
      expect(parseOrderBy('runs', [`${text} DESC`])[0]?.key).toBe(key)
      for (const grammar of ['runs', 'experiments', 'models'] as const)
        expect(parseFilter(grammar, `${text} = 'x'`)).toMatchObject([{ key }])
    }
  },
)

test('suggests every tag seen with all its values, but not the tags that MLflow keeps for itself', () => {
  const seen = seenTags([
    { tags: [{ key: 'team', value: 'rides' }] },
    { tags: undefined },
    {
      tags: [
        { key: 'team', value: 'food' },
        { key: 'cost centre', value: '7' },
        { key: 'mlflow.note.content', value: 'x' },
      ],
    },
  ])
  expect(seen).toEqual(
    new Map([
      ['tags.team', new Set(['rides', 'food'])],
      ['tags.`cost centre`', new Set(['7'])],
    ]),
  )
})

test('reads the tags of a list once, however often it is asked', () => {
  let reads = 0
  const thing = (key: string, value: string) => ({
    get tags() {
      reads++
      return [{ key, value }]
    },
  })
  const [one, other] = [[thing('team', 'rides'), thing('team', 'fares')], [thing('team', 'bikes')]]
  seenTags(one)
  expect(seenTags(one, other)).toEqual(new Map([['tags.team', new Set(['rides', 'fares', 'bikes'])]]))
  expect(seenTags(one)).toEqual(new Map([['tags.team', new Set(['rides', 'fares'])]]))
  expect(reads).toBe(3)
})
