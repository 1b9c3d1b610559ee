// Makes test-results/robustness.md of what the tests of the last `npm test` sent and were answered, row by row, and says
// which rows no passed test is named by. A row's id stands in the test's name: `F07 …`, `K01 K02 …`, `J03–J12 …`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'

/** The rows of the requirements: per letter the highest number. */
const letters = {
  A: 17,
  S: 6,
  L: 3,
  D: 5,
  O: 19,
  F: 10,
  J: 22,
  N: 9,
  M: 14,
  T: 4,
  R: 8,
  C: 8,
  W: 7,
  K: 14,
  P: 17,
  Z: 3,
}
/** P04 does not exist; W07 takes minutes (`npm run soak`). */
const elsewhere = ['P04', 'W07']

export function robustnessTable() {
  const reports = join(root, 'test-results')
  const tests = ['unit', 'conformance'].flatMap((name) => passedTests(join(reports, `${name}.json`)))
  const exchanges = lines(join(reports, 'robustness.jsonl'))
  const rows = Object.entries(letters).flatMap(([letter, count]) =>
    Array.from({ length: count }, (_, n) => `${letter}${String(n + 1).padStart(2, '0')}`),
  )
  const text = ['| row | sent, or the test that holds it | answered |', '|---|---|---|']
  const missing = []
  for (const row of rows) {
    const seen = new Set(
      exchanges
        .filter((each) => each.row === row)
        .map((each) => `| ${row} | ${cell(each.sent)} | ${cell(each.answered)} |`),
    )
    const holding = new Set(
      tests
        .filter((test) => test.rows.includes(row))
        .map((test) => `| ${row} | ${cell(test.title)} | as said: passed |`),
    )
    if (holding.size === 0 && !elsewhere.includes(row)) missing.push(row)
    text.push(...(seen.size > 0 ? seen : holding))
  }
  writeFileSync(join(reports, 'robustness.md'), `${text.join('\n')}\n`)
  return { shown: rows.length - elsewhere.length - missing.length, missing }
}

function passedTests(file) {
  const { testResults = [] } = json(file) ?? {}
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed')
    .map(({ fullName }) => ({ title: fullName.trim(), rows: rowsOf(fullName) }))
}

/** The ids in a title, ranges written out. */
function rowsOf(title) {
  const ranges = [...title.matchAll(/\b([A-Z])(\d\d)[–-][A-Z]?(\d\d)\b/g)].flatMap(([, letter, from, to]) =>
    Array.from({ length: to - from + 1 }, (_, n) => `${letter}${String(Number(from) + n).padStart(2, '0')}`),
  )
  return [...ranges, ...(title.match(/\b[A-Z]\d\d\b/g) ?? [])]
}

function json(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // that part did not run
  }
}

function lines(file) {
  try {
    return readFileSync(file, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  } catch {
    return []
  }
}

const cell = (text) =>
  text.replaceAll(/[\p{Cc}|]/gu, (odd) =>
    odd === '|' ? '\\|' : `\\x${odd.charCodeAt(0).toString(16).padStart(2, '0')}`,
  )

if (process.argv[1] === import.meta.filename) console.log(robustnessTable())
