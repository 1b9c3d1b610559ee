import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import { foldCase } from '../../fold-case.ts'
import { ilike, like } from '../../like.ts'
import { TooMuch, weigh, weighed } from '../../weigh.ts'
import { queriesOf } from '../../db.ts'
import { textSql } from './search-text-sql.ts'

const sqlite = new DatabaseSync(':memory:')
const db = queriesOf(sqlite)
afterAll(() => sqlite.close())

/** How many texts JavaScript has got. */
let handed = 0
for (const [name, matches] of [
  ['matches_like', like],
  ['matches_ilike', ilike],
] as const)
  sqlite.function(name, { deterministic: true }, (text, pattern) => {
    handed += 1
    return matches(text, pattern)
  })
sqlite.function('casefold', { deterministic: true }, (text) => {
  handed += 1
  return foldCase(String(text))
})
sqlite.function('weigh', (characters) => weigh(Number(characters)))

const around = 'x'.repeat(1000)
sqlite.exec(`CREATE TABLE texts (text TEXT);
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
  INSERT INTO texts SELECT '${around}' || iif(i = 7, ' One Tide TIDES', ' one shore') || i || '${around}' FROM n`)

const found = (comparator: 'LIKE' | 'ILIKE', pattern: string) => {
  const { sql, params } = textSql('text', comparator, pattern)
  handed = 0
  const [[count] = [0]] = db.lists<[number]>(`SELECT count(*) FROM texts WHERE ${sql}`, ...params)
  return { count, handed }
}

const long = 'x'.repeat(40)

test.each<['LIKE' | 'ILIKE', pattern: string, finds: number, handsOver: number]>([
  ['LIKE', '%Tide%', 1, 0],
  ['LIKE', '%tide%', 0, 0],
  ['ILIKE', '%tide%', 1, 0],
  ['LIKE', '%xxx', 100, 0],
  ['ILIKE', '%XXX', 100, 0],
  ['LIKE', '%One%Tide%', 1, 1],
  ['ILIKE', '%tide_tide%', 1, 1],
  ['LIKE', '%Tide%shore%', 0, 0],
  ['ILIKE', '%tides%shore%', 0, 0],
  ['LIKE', `%${long}%`, 100, 100],
  ['LIKE', `%y${long}%`, 0, 0],
  ['ILIKE', '%é%', 0, 100],
  ['ILIKE', '%gezeiten für alle%', 0, 0],
])('%s %s hands few long texts over to JavaScript', (comparator, pattern, count, handsOver) => {
  expect(found(comparator, pattern)).toEqual({ count, handed: handsOver })
})

const waves = (letters: number) => `${'x'.repeat(letters)}\u{1F30A}${'y'.repeat(9)}`

test.each(['LIKE', 'ILIKE'] as const)(
  '%s finds a long part wherever a character of two halves is in it',
  (comparator) => {
    sqlite.exec(`CREATE TABLE waves (text TEXT); INSERT INTO waves VALUES ('${waves(40)}'), ('${around}${waves(40)}')`)
    for (let letters = 25; letters < 40; letters++) {
      const { sql, params } = textSql('text', comparator, `%${waves(letters)}%`)
      expect([letters, db.lists(`SELECT 1 FROM waves WHERE ${sql}`, ...params).length]).toEqual([letters, 2])
    }
    sqlite.exec('DROP TABLE waves')
  },
)

test('hands few short texts over that ILIKE compares with other letters than of ASCII', () => {
  sqlite.exec(
    "CREATE TABLE short (text TEXT); INSERT INTO short VALUES ('Größe 1'), ('GRÖSSE 2'), ('größe 3'), ('Size 4')",
  )
  const { sql, params } = textSql('text', 'ILIKE', '%größe%')
  handed = 0
  expect(db.lists(`SELECT text FROM short WHERE ${sql}`, ...params)).toEqual([['Größe 1'], ['größe 3']])
  expect(handed).toBe(3)
})

test.each([
  ['LIKE', '%tide%'],
  ['ILIKE', '%tide%'],
  ['LIKE', '%one%tide%'],
] as const)('weighs the long texts that %s %s looks at', (comparator, pattern) => {
  expect(() => weighed(100_000, () => found(comparator, pattern))).toThrow(TooMuch)
})
