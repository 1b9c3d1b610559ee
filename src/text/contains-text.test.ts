import { expect, test } from 'vitest'
import { containsText } from './contains-text.ts'

test.each([
  ['précision'.normalize('NFD'), 'PRÉCIS'.normalize('NFC'), true],
  ['한국어 모델'.normalize('NFC'), '모델'.normalize('NFD'), true],
  ['val_loss', 'L_L', true],
  ['valXloss', 'l_l', false],
  ['précision', 'precis', true],
  ['Straße', 'STRASSE', true],
  ['demand', 'damand', false],
  ['anything', '', true],
])('%s contains %s: %s', (text, typed, found) => {
  expect(containsText(text, typed)).toBe(found)
})
