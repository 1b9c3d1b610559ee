import { expect, test } from 'vitest'
import { keptIds } from './kept-ids.ts'

test('keeps ids until there are too many, and finds those anew that were used longest ago', () => {
  const found: string[] = []
  const [first, second, third] = ['first', 'second', 'third'].map((name) =>
    keptIds(() => {
      found.push(name)
      return Array.from({ length: 250_000 }, () => name)
    }),
  )
  for (const { ids } of [first!, second!, first!, third!, first!]) ids()
  expect(found).toEqual(['first', 'second', 'third'])
  expect(second!.ids()[249_999]).toBe('second')
  expect(found).toEqual(['first', 'second', 'third', 'second'])
  second!.forget()
  third!.ids()
  first!.ids()
  expect(found).toEqual(['first', 'second', 'third', 'second', 'third'])
  first!.forget()
  third!.forget()
})
