import { expect, test } from 'vitest'
import { agreedTags } from './agreed-tags.ts'

const tag = (key: string, value: string) => ({ key, value })

test('keeps what one says alone, and what several say alike', () => {
  const a = [tag('unit', 'km'), tag('team', 'rides')]
  expect(agreedTags([a, [tag('unit', 'km')], undefined])).toEqual(a)
})

test('drops what they say differently, also if two agree', () => {
  const km = [tag('unit', 'km')]
  expect(agreedTags([km, [tag('unit', 'm'), tag('', '')], km])).toEqual([tag('', '')])
})
