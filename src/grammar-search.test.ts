import { expect, test } from 'vitest'
import { appliedParts, narrowed, readSearch, searchProblem } from './grammar-search.ts'

test('turns plain words into a filter, keeps a filter, and does not send an invalid one', () => {
  expect(readSearch('experiments', 'taxi')).toMatchObject({ filter: "name ILIKE '%taxi%'", words: ['taxi'] })
  expect(readSearch('runs', ' metrics.rmse < 7 ')).toMatchObject({ filter: 'metrics.rmse < 7', words: [] })
  expect(readSearch('runs', 'metrics.rmse < x').filter).toBe('')
  expect(readSearch('runs', '')).toMatchObject({ filter: '', words: [] })
})

test('gives the position of an error', () => {
  expect(searchProblem('runs', 'metrics.rmse < x')?.position).toBe(15)
  expect(searchProblem('models', `name ILIKE '%a%' AND owner = 'x'`)?.position).toBe(21)
  expect(searchProblem('runs', ' a_b AND metrics.rmse < x ')?.position).toBe(24)
  expect(searchProblem('runs', 'metrics.rmse < 7')).toBeUndefined()
  expect(searchProblem('models', 'plain words')).toBeUndefined()
})

test('lets each part be removed', () => {
  expect(appliedParts('models', ` name = 'a' AND tags.b = 'c'`)).toEqual([
    { text: `name = 'a'`, rest: `tags.b = 'c'` },
    { text: `tags.b = 'c'`, rest: `name = 'a'` },
  ])
  expect(appliedParts('models', 'taxi nyc').map(({ rest }) => rest)).toEqual(['nyc', 'taxi'])
  expect(appliedParts('models', "a_b c AND tags.b = 'c'")).toEqual([
    { text: 'a_b', rest: "c AND tags.b = 'c'" },
    { text: 'c', rest: "a_b AND tags.b = 'c'" },
    { text: "tags.b = 'c'", rest: 'a_b c' },
  ])
  expect(appliedParts('models', ' ')).toEqual([])
  expect(appliedParts('runs', 'metrics.rmse <')).toEqual([])
})

test.each([
  ['', "tags.a = 'b'"],
  ['a_b', "a_b AND tags.a = 'b'"],
  ["ann's", `name ILIKE "%ann's%" AND tags.a = 'b'`],
  ["name = 'x'", "name = 'x' AND tags.a = 'b'"],
])('adds a comparison to “%s”', (text, both) => {
  expect(narrowed('models', text, "tags.a = 'b'")).toBe(both)
})
