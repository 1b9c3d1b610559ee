import { expect, test } from 'vitest'
import { markerLines } from './SearchError.tsx'

test('the marker stands under the offending character', () => {
  const text = 'metrics.rmse <> 7'
  const [shown, marker] = markerLines(text, text.indexOf('>'))
  expect(shown).toBe(text)
  expect(shown[marker.indexOf('▲')]).toBe('>')
})

test('a long text is cut on both sides and the marker still fits', () => {
  const text = `${'a'.repeat(100)}!${'b'.repeat(100)}`
  const [shown, marker] = markerLines(text, 100)
  expect(shown.length).toBeLessThan(60)
  expect(shown[marker.indexOf('▲')]).toBe('!')
})

test('something missing at the end is marked behind the text', () => {
  expect(markerLines('a =', 3)).toEqual(['a =', '   ▲'])
})
