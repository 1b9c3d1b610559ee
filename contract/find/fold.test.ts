import { expect, test } from 'vitest'
import { fold, termRanges } from './fold.ts'

test.each([
  ['Décor', 'decor'],
  ['De\u0301cor', 'decor'],
  ['ÅNGSTRÖM', 'angstrom'],
  ['İstanbul', 'istanbul'],
  ['ﬁne', 'fine'],
  ['Łódź, Søren, Straße, Œuvre, Kadıköy', 'lodz, soren, strasse, oeuvre, kadikoy'],
  ['ΟΔΟΣ', fold('οδοσ')],
  ['مُعَلِّم', 'معلم'],
  ['كتــاب', 'كتاب'],
  ['أحمد', 'احمد'],
  ['שָׁלוֹם', 'שלום'],
  ['soft\u00adware\u200b', 'software'],
  ['❤️', '❤'],
  ['กี่', 'กี่'], // vowels and tones tell words apart
  ['किताब', 'किताब'],
  ['ﾃﾞｰﾀ', fold('データ')],
  ['ＡＢＣ', 'abc'],
  ['予測モデル', fold('予測モデル'.normalize('NFD'))],
])('folds %s to %s', (text, folded) => {
  expect(fold(text)).toBe(folded)
})

const marked = (text: string, ...terms: string[]) => termRanges(text, terms.map(fold)).map(([a, b]) => text.slice(a, b))

test.each<[string, string[], string[]]>([
  ['Station demand, DEMAND', ['demand'], ['demand', 'DEMAND']],
  ['De\u0301cor and décor', ['decor'], ['De\u0301cor', 'décor']],
  ['reforecast', ['fore', 'recast'], ['forecast']],
  ['👍 taxi 👍', ['taxi'], ['taxi']],
  ['수요 예측', ['예측'], ['예측']],
  ['Straße nach Łódź', ['strasse', 'lodz'], ['Straße', 'Łódź']],
  ['كِتَاب جديد', ['كتاب'], ['كِتَاب']],
  ['การพยากรณ์ความต้องการ', ['พยากรณ์'], ['พยากรณ์']],
  ['ΟΔΟΣ', ['οδος'], ['ΟΔΟΣ']],
  ['ﬁne', ['i'], ['ﬁ']], // half of a ligature
  ['nothing', ['else', ''], []],
])('marks in %j the terms %j', (text, terms, parts) => {
  expect(marked(text, ...terms)).toEqual(parts)
})
