import { expect, test } from 'vitest'
import { appliedParts, readSearch, searchProblem } from './grammar-search.ts'

test('turns plain words into a filter, keeps a filter, and does not send an invalid one', () => {
  expect(readSearch('experiments', 'taxi')).toEqual({ filter: "name ILIKE '%taxi%'" })
  expect(readSearch('runs', ' metrics.rmse < 7 ')).toEqual({ filter: 'metrics.rmse < 7' })
  expect(readSearch('runs', 'metrics.rmse < x').filter).toBe('')
  expect(readSearch('runs', '')).toEqual({ filter: '' })
})

test('gives the position of an error', () => {
  expect(searchProblem('runs', 'metrics.rmse < x')?.position).toBe(15)
  expect(searchProblem('models', `name ILIKE '%a%' AND owner = 'x'`)?.position).toBe(21)
  expect(searchProblem('runs', 'metrics.rmse < 7')).toBeUndefined()
  expect(searchProblem('models', 'plain words')).toBeUndefined()
})

test('lets each part be removed', () => {
  expect(appliedParts('models', ` name = 'a' AND tags.b = 'c'`)).toEqual([
    { text: `name = 'a'`, rest: `tags.b = 'c'` },
    { text: `tags.b = 'c'`, rest: `name = 'a'` },
  ])
  expect(appliedParts('models', 'taxi nyc').map(({ rest }) => rest)).toEqual(['nyc', 'taxi'])
  expect(appliedParts('models', ' ')).toEqual([])
  expect(appliedParts('runs', 'metrics.rmse <')).toEqual([])
})
