// Writes test-results/robustness.md: for each row of docs/robustness.md, what the tests of the last `npm test` sent and got
// back. Also lists the rows that no passed test names in its title: `F07 …`, `K01 K02 …`, `J03–J12 …`.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './install.mjs'

/** The ids in the first column of docs/robustness.md. */
export function requiredRows(document = readFileSync(join(root, 'docs', 'robustness.md'), 'utf8')) {
  return [...document.matchAll(/^\| ([^|]+) \| [hcp] \|/gm)].flatMap(([, ids = '']) => rowsOf(ids))
}

export function robustnessTable() {
  const reports = join(root, 'test-results')
  const tests = ['unit', 'conformance'].flatMap((name) => passedTests(join(reports, `${name}.json`)))
  const exchanges = lines(join(reports, 'robustness.jsonl'))
  const rows = requiredRows()
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
    if (holding.size === 0) missing.push(row)
    text.push(...(seen.size > 0 ? seen : holding))
  }
  writeFileSync(join(reports, 'robustness.md'), `${text.join('\n')}\n`)
  return { shown: rows.length - missing.length, missing }
}

function passedTests(file) {
  const { testResults = [] } = json(file) ?? {}
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'passed')
    .map(({ fullName }) => ({ title: fullName.trim(), rows: rowsOf(fullName) }))
}

/** The ids in a text, each once, with ranges written out. */
export function rowsOf(text) {
  const ranges = [...text.matchAll(/\b([A-Z])(\d\d)[–-][A-Z]?(\d\d)\b/g)].flatMap(([, letter, from, to]) =>
    Array.from({ length: to - from + 1 }, (_, n) => `${letter}${String(Number(from) + n).padStart(2, '0')}`),
  )
  return [...new Set([...ranges, ...(text.match(/\b[A-Z]\d\d\b/g) ?? [])])]
}

function json(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // those tests did not run
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
