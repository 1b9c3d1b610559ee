import { expect, test } from 'vitest'
import { groupByOf, groupsOf, tagKeysOf } from './model-groups.ts'

const model = (name: string, tags: Record<string, string>) => ({
  name,
  tags: Object.entries(tags).map(([key, value]) => ({ key, value })),
})
const models = [
  model('a', { 'modelshelf.owner': 'zoe', team: 'rides' }),
  model('b', { team: ' ' }),
  model('c', { 'modelshelf.owner': 'Ana', team: 'rides', 'mlflow.x': '1', task: 'rank' }),
]
const titles = (by: string) => groupsOf(models, groupByOf(by)).map((group) => 'title' in group && group.title)

test('groups by owner or by a tag, and puts those without it last', () => {
  expect(titles('owner')).toEqual(['Ana (1)', 'zoe (1)', 'No owner (1)'])
  expect(titles('tags.team')).toEqual(['rides (2)', 'Without team (1)'])
  expect(titles('')).toEqual([false])
})

test('offers the keys that people set, those of most models first', () => {
  expect(tagKeysOf(models)).toEqual(['team', 'task'])
})
