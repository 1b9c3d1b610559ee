import { expect, test } from 'vitest'
import { searchFilter, searchProblem } from './grammar-search.ts'

test('plain words become a filter, a filter stays, and a wrong one is left to the server', () => {
  expect(searchFilter('experiments', 'taxi')).toBe("name ILIKE '%taxi%'")
  expect(searchFilter('runs', 'metrics.rmse < 7')).toBe('metrics.rmse < 7')
  expect(searchFilter('runs', 'metrics.rmse < x')).toBe('metrics.rmse < x')
  expect(searchFilter('runs', '')).toBe('')
})

test('an error has its place', () => {
  expect(searchProblem('runs', 'metrics.rmse < x')?.position).toBe(15)
  expect(searchProblem('runs', 'metrics.rmse < 7')).toBeUndefined()
})
