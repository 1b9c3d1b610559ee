import { expect, test } from 'vitest'
import { grammarFilter, grammarProblem } from './grammar-search.ts'

test('plain words are parts of the name, all of them', () => {
  expect(grammarFilter('name', ' taxi  fares ')).toBe("name ILIKE '%taxi%' AND name ILIKE '%fares%'")
  expect(grammarFilter('name', "it's")).toBe('name ILIKE "%it\'s%"')
  expect(grammarFilter('name', '')).toBe('')
})

test('grammar goes to the server as it is, and an error has its place', () => {
  expect(grammarFilter('run_name', 'metrics.rmse < 7')).toBe('metrics.rmse < 7')
  expect(grammarProblem('runs', 'metrics.rmse < 7')).toBeUndefined()
  expect(grammarProblem('runs', 'metrics.rmse < x')?.position).toBe(15)
})
