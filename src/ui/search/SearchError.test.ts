import { expect, test } from 'vitest'
import { markerLines } from './SearchError.tsx'

test('marks the offending character', () => {
  const text = 'metrics.rmse <> 7'
  const [shown, marker] = markerLines(text, text.indexOf('>'))
  expect(shown).toBe(text)
  expect(shown[marker.indexOf('▲')]).toBe('>')
})

test('cuts a long text on both sides and keeps the marker aligned', () => {
  const text = `${'a'.repeat(100)}!${'b'.repeat(100)}`
  const [shown, marker] = markerLines(text, 100)
  expect(shown.length).toBeLessThan(60)
  expect(shown[marker.indexOf('▲')]).toBe('!')
})

test('marks the end when something is missing there', () => {
  expect(markerLines('a =', 3)).toEqual(['a =', '   ▲'])
})
