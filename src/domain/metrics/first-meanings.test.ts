import { expect, test } from 'vitest'
import { metricTagKey, metricTagValue } from '../metric-meaning.ts'
import { disputedWords, firstMeanings } from './first-meanings.ts'

const said = (metric: string, direction: 'higher' | 'lower') => ({
  key: metricTagKey(metric),
  value: metricTagValue({ direction }),
})
const models = [
  { name: 'bikes', tags: [said('points', 'higher'), { key: 'team', value: 'rides' }] },
  { name: 'cars', tags: [said('points', 'lower'), said('score', 'lower')] },
  { name: 'unread', tags: undefined },
]

test('each metric means what the first model says that describes it', () => {
  expect(firstMeanings(models).tags).toEqual([said('points', 'higher'), said('score', 'lower')])
  expect(firstMeanings(models.toReversed()).tags).toEqual([said('points', 'lower'), said('score', 'lower')])
})

test('says of the metrics shown whose description counts, where they differ', () => {
  const shown = new Set(['points', 'score'])
  expect(disputedWords(firstMeanings(models), shown)).toBe(
    'These models describe points differently. What bikes says counts here: it comes first.',
  )
  expect(disputedWords(firstMeanings(models), new Set(['score']))).toBe('')
  expect(disputedWords(firstMeanings(models.slice(1)), shown)).toBe('')
})
