import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { requiredRows } from './robustness.mjs'

// Comments and documents cite only what is in the repository: sections and rows of docs/, and documents by their path.
const root = join(import.meta.dirname, '..')
const read = (file: string) => readFileSync(join(root, file), 'utf8')
/** The sections of each document in docs/ that numbers them. */
const sections = new Map<string, Set<string>>(
  readdirSync(join(root, 'docs')).map((file) => [`docs/${file}`, sectionsOf(read(`docs/${file}`))]),
)
const rows = new Set(requiredRows())
const flows = new Set([...read('docs/client-flows.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading))

/** The numbers of all headings and of the numbered items below them: `6.1`, and `6.1.5` for its fifth item. */
function sectionsOf(document: string): Set<string> {
  const numbers = new Set<string>()
  let section = ''
  for (const [, heading, item] of document.matchAll(/^(?:#{2,3} (\d+(?:\.\d+)?)\.? |(\d+)\. )/gm)) {
    section = heading ?? section
    numbers.add(heading ?? `${section}.${item}`)
  }
  return numbers
}

const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !/^(?:node_modules|dist|test-results|\.|server\/embedded\/sample\/artifacts)/.test(file))
  .filter((file) => /\.(?:tsx?|mjs|mts|py|sql|md|html)$/.test(file) && file !== 'scripts/citations.test.ts')

/** The citations in a file that lead nowhere. */
function vainCitations(file: string, text: string): string[] {
  const own = sections.get(file)?.size ? text.replaceAll('§', `${file} §`) : text
  const prose = file.endsWith('.md') ? own : commentsOf(own)
  const flowing = prose.replaceAll(/\s*\n[\s*/#-]*/g, ' ') // a citation may continue on the next line
  const unknown = [
    ...[...flowing.matchAll(/(docs\/[\w-]+\.md)((?:(?:,| and|–)? ?§\d+(?:\.\d+)*(?: item \d+)?)*)/g)].flatMap(
      ([, document = '', parts = '']) =>
        [...parts.matchAll(/§(\d+(?:\.\d+)*)(?: item (\d+))?/g)]
          .filter(([, section, item]) => !sections.get(document)?.has(item ? `${section}.${item}` : (section ?? '')))
          .map(([citation]) => `${document} ${citation}`),
    ),
    ...cited(flowing, /docs\/robustness\.md,?((?:,? (?:and )?[A-Z]\d\d(?:[–-][A-Z]?\d\d)?)*)/g, /[A-Z]\d\d/g)
      .filter(([row]) => !rows.has(row))
      .map(([row]) => `docs/robustness.md ${row}`),
    ...[...flowing.matchAll(/docs\/client-flows\.md "([^"]*)"/g)]
      .filter(([, heading]) => !flows.has(heading))
      .map(([citation]) => citation),
  ]
  const ofNothing = [
    ...flowing.matchAll(/\b(?:rest-contract|client-flows)(?!\.md)\b|\brobustness [A-Z]\d\d\b|\(architecture\b/g),
    ...flowing
      .replaceAll(/docs\/[\w-]+\.md(?:(?:,| and|–)? ?§\d+(?:\.\d+)*)*|RFC \d+ §/g, '')
      .matchAll(/§ ?\d+(?:\.\d+)*/g),
    ...text.matchAll(/\.\.\/shared\b|\/work\/\w+/g),
  ].map(([citation]) => citation)
  const documents = [...flowing.matchAll(/(?<![\w/.$-])(?:[\w-]+\/)*[\w-]+\.md\b/g)]
    .map(([path]) => path)
    .filter((path) => !path.startsWith('test-results/') && !isThere(path, file))
  return [...unknown, ...ofNothing, ...documents]
}

function cited(text: string, citation: RegExp, part: RegExp) {
  return [...text.matchAll(citation)].flatMap(([, parts = '']) => [...parts.matchAll(part)])
}

/** Whether a document exists at this path, relative to the file's folder or one above it. */
function isThere(path: string, file: string): boolean {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (existsSync(join(root, folder, path))) return true
    if (folder === '.') return false
  }
}

/** The lines of a source file with comments, recognized by how they start. */
function commentsOf(text: string): string {
  return [...text.matchAll(/^\s*(?:\/\/|\/\*|\*|#|--|""").*$|\s\/\/ .*$|\s-- .*$/gm)].map(([line]) => line).join('\n')
}

test('there is something to check', () => {
  expect(files.length).toBeGreaterThan(500)
  expect(sections.get('docs/rest-contract.md')).toContain('6.1.5')
  expect(rows.size).toBeGreaterThan(160)
})

test('everything cited exists in the repository', () => {
  expect(files.flatMap((file) => vainCitations(file, read(file)).map((citation) => `${file}: ${citation}`))).toEqual([])
})

test('the rows in titles of tests are rows of docs/robustness.md', () => {
  const titles = /['"`]((?:[A-Z]\d\d(?:[–-][A-Z]?\d\d)?:? )+)/g
  const tests = files.filter((file) => /^(?:server|conformance)\/.*\.test\.ts$/.test(file))
  const inTitles = tests.flatMap((file) => cited(read(file), titles, /[A-Z]\d\d/g).map(([row]) => ({ file, row })))
  expect(inTitles.length).toBeGreaterThan(150)
  expect(inTitles.filter(({ row }) => !rows.has(row))).toEqual([])
})

describe('finds', () => {
  test.each([
    ['a section that is missing', '// As there (docs/rest-contract.md §99).', 'docs/rest-contract.md §99'],
    ['a subsection that is missing', '/** docs/rest-contract.md §7.5, §7.9 */', 'docs/rest-contract.md §7.9'],
    ['an item that is missing', '// docs/rest-contract.md §6.1 item 8', 'docs/rest-contract.md §6.1 item 8'],
    [
      'a missing section in the next line',
      '/**\n * See docs/rest-contract.md §1,\n * §14.\n */',
      'docs/rest-contract.md §14',
    ],
    ['a row that is missing', 'call() // docs/robustness.md A01, A99', 'docs/robustness.md A99'],
    ['the end of a range that is missing', '// docs/robustness.md W01–W08: slow clients', 'docs/robustness.md W08'],
    ['a heading that is missing', '// docs/client-flows.md "Dreams"', 'docs/client-flows.md "Dreams"'],
    ['a missing section of another document', '// docs/reviews.md §1, §44', 'docs/reviews.md §44'],
    ['a section of no document', '// See §7.', '§7'],
    ['a row of no document', '// (robustness J03)', 'robustness J03'],
    ['a chapter of no document', '// As there (architecture, “Who”).', '(architecture'],
    ['a document that is elsewhere', '# As nowhere.md says', 'nowhere.md'],
    ['a folder that is elsewhere', "const it = '../shared/x'", '../shared'],
  ])('%s', (_what, text, found) => {
    expect(vainCitations('server/made-up.ts', `const x = 1\n${text}\n`)).toContain(found)
  })

  test('nothing in correct citations', () => {
    const text =
      '// docs/rest-contract.md §6.1 item 5, docs/robustness.md K04–K06, DIFFERENCES.md, RFC 9110 §14\nlog("drift.md")'
    expect(vainCitations('conformance/compare/made-up.ts', text)).toEqual([])
  })
})
