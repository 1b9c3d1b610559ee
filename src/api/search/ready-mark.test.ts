import { expect, test } from 'vitest'
import { readyMark } from './ready-mark.ts'

test.each([
  ['validation = passed', { key: 'validation', value: 'passed' }],
  ['  a.b=c=d ', { key: 'a.b', value: 'c=d' }],
  ['@candidate', { alias: 'candidate' }],
  ['@', undefined],
  ['validation', undefined],
  ['= passed', undefined],
  ['validation =', undefined],
  ['', { any: true }],
  ['  ', { any: true }],
])('reads the mark in %j', (text, mark) => {
  expect(readyMark(text)).toEqual(mark)
})
