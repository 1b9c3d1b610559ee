import { expect, test } from 'vitest'
import { processorTime } from '../../scripts/processor-time.ts'
import { type Card, cardParts, isEditable, readCard, writeCard } from './card.ts'

const texts = [
  '',
  'Plain.',
  '\n\n  odd   spaces \n',
  '# Title\r\n\r\n## Purpose\r\n\r\nPredicts.\r\n\r\n## Limits\r\nNone\r\n',
  '---\nowner: "Ana: the first" # on leave\nlicense: mit\ntags:\n- a\n- b\n---\n# T\n\n## Data\n\n### 2024\n\ntrips\n\n## Other\n\nkept\n',
  '---\nowner:\nsize: |\n  1 GB\n  more\n---\nBody',
  '```md\n## Purpose\nnot one\n```\n\n## Purpose ##\n\n```\n## Limits\n```\nreal',
  '---\nbroken: [1,\n---\ntext',
  '---\n\njust rulers\n\n---\n',
  '## Purpose',
  'Begins.\n\n```sh\nmake train',
  '<script>alert(1)</script>\n\n## purpose\n<img src=x onerror=alert(1)>',
]
const values = [
  'Two words',
  'a: b # c',
  '"quoted"',
  '- item',
  'línea\nnueva',
  '<b>x</b>',
  'yes',
  '1.0',
  '## Limits\n\nx',
  '```\nopen',
]

test.each(texts)('leaves %j as it is where nothing changes', (text) => {
  expect(writeCard(text, readCard(text))).toBe(text)
})

test.each(texts.filter(isEditable))('keeps every value written to %j, and all other text', (text) => {
  const before = readCard(text)
  for (const key of ['purpose', 'fairness', 'owner', 'size'] as const)
    for (const value of values) {
      const next = writeCard(text, { [key]: value })
      const flat = key === 'owner' || key === 'size' ? value.replaceAll(/\s+/g, ' ') : value
      const closed = flat.startsWith('```') && key !== 'owner' && key !== 'size' ? `${flat}\n\`\`\`` : flat
      expect(readCard(next)[key]).toBe(closed.replace(/^## /, key === 'owner' || key === 'size' ? '## ' : '### '))
      const { [key]: _, ...others } = readCard(next)
      const { [key]: __, ...same } = before
      expect(others).toEqual(same)
      // Taken away again, nothing of the rest is lost.
      const rest = writeCard(next, { [key]: '' })
      expect(readCard(rest)).toEqual(same)
      for (const word of ['Title', 'license: mit', 'kept', 'odd   spaces', 'just rulers', 'alert(1)'])
        if (text.includes(word) && !before[key]?.includes(word)) expect(rest).toContain(word)
    }
})

test('writes a card that reads well as plain Markdown, without a heading of front matter', () => {
  const card: Card = { purpose: 'Predicts demand.', owner: 'Ana', runbook: 'https://wiki/x#y' }
  expect(writeCard('', card)).toBe(
    '---\nowner: Ana\nrunbook: https://wiki/x#y\n\n---\n\n## Purpose\n\nPredicts demand.\n',
  )
})

test('does not touch front matter that is not YAML', () => {
  expect(isEditable('---\nbroken: [1,\n---\ntext')).toBe(false)
})

test('does not touch front matter whose values refer to each other', () => {
  const text = '---\nowner: &who Ana\ncontact: *who\n---\ntext'
  expect(isEditable(text)).toBe(false)
  expect(cardParts(text).get('Description')).toBe(text)
})

test('compares field by field, and the rest as the description', () => {
  expect([...cardParts('---\nowner: Ana\n---\nFree text.\n\n## Limits\n\nNo rain.\n')]).toEqual([
    ['Limits', 'No rain.'],
    ['Owner', 'Ana'],
    ['Description', 'Free text.'],
  ])
  expect(cardParts(undefined).size).toBe(0)
})

test.each([
  ['##   Purpose  ##  \nx', 'x'],
  ['# Purpose #a\nx', undefined],
  ['##\tPURPOSE\t#\nx', 'x'],
  ['##Purpose\nx', undefined],
])('reads headings as Markdown does: %j', (text, purpose) => {
  expect(readCard(text).purpose).toBe(purpose)
})

// The server reads cards of anybody's descriptions, and nobody can wait meanwhile.
const long = 60_000
test.each([
  `## ${' '.repeat(long)}x`,
  `## x${' \t'.repeat(long)}x`,
  `## ${'# '.repeat(long)}x`,
  `## x ${'#'.repeat(long)}x`,
  '# a\n'.repeat(long),
  `---\na: ${'['.repeat(long)}\n---\n`,
  `---\na: ${'!x '.repeat(long)}\n---\n`,
  `---\n${'a: b\n'.repeat(long)}---\n`,
  `---\n${'---\n'.repeat(long)}`,
])('reads long hostile text %# at once', async (text) => {
  expect(await processorTime(() => readCard(text), 1000)).toBeLessThan(1000) // where they took minutes
})
