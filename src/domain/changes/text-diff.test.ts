import { expect, test } from 'vitest'
import { type Hunk, structured, textDiff } from './text-diff.ts'

test('tells lines apart', () => {
  expect(textDiff('a\nb\nc\n', 'a\nx\nc\n')).toEqual([{ before: 1, after: 1, lines: [' a', '-b', '+x', ' c'] }])
  expect(textDiff('a\n', 'a\n')).toEqual([])
})

/** The second text of a difference, made of the first one and the hunks as `patch` reads them. */
function patched(before: string, hunks: Hunk[]): string {
  const lines = before.split('\n')
  const made: string[] = []
  let at = 0
  for (const hunk of hunks) {
    // Without lines before, a hunk stands after the line that it names.
    const start = hunk.lines.some((line) => /^[ -]/.test(line)) ? hunk.before - 1 : hunk.before
    made.push(...lines.slice(at, start))
    at = start
    for (const line of hunk.lines) {
      if (line.startsWith('\\')) continue // the last line ends without a line break
      if (line.startsWith('+')) made.push(line.slice(1))
      else {
        expect(lines[at]).toBe(line.slice(1))
        if (line.startsWith(' ')) made.push(line.slice(1))
        at += 1
      }
    }
  }
  return [...made, ...lines.slice(at)].join('\n')
}

/** The fewest lines that must go and come to make one list of another. */
function fewest(a: readonly string[], b: readonly string[]): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (const [i, one] of a.entries()) {
    const next = [i + 1]
    for (const [j, other] of b.entries()) next.push(one === other ? row[j]! : 1 + Math.min(row[j + 1]!, next[j]!))
    row = next
  }
  return row.at(-1)!
}

test('makes the second text of the first, with as few lines as possible', () => {
  const random = pseudoRandom(7)
  const words = ['', 'a', 'b', 'c', ' a', '+a', '-a', '\\ No newline', '@@ -1 +1 @@', '<b>é</b>', 'a\r']
  const text = () =>
    Array.from({ length: Math.floor(random() * 30) }, () => words[Math.floor(random() * words.length)]!)
  for (let round = 0; round < 500; round++) {
    const [a, b] = [text(), text()]
    // Half of them share most lines.
    if (round % 2)
      b.splice(0, b.length, ...a.flatMap((line) => (random() < 0.2 ? [] : random() < 0.2 ? [line, 'new'] : [line])))
    const [before, after] = [`${a.join('\n')}\n`, `${b.join('\n')}\n`]
    const hunks = textDiff(before, after)!
    expect(patched(before, hunks), JSON.stringify([before, after])).toBe(after)
    const changed = hunks.flatMap(({ lines }) => lines.filter((line) => /^[-+]/.test(line))).length
    expect(changed, JSON.stringify([before, after])).toBe(fewest(before.split('\n'), after.split('\n')))
  }
})

function pseudoRandom(seed: number): () => number {
  let state = seed
  return () => (state = (state * 48271) % 2147483647) / 2147483647
}

test('gives up where everything differs', () => {
  expect(textDiff(manyLines('a'), manyLines('b'))).toBeUndefined()
})

const manyLines = (word: string) => Array.from({ length: 6000 }, (_, at) => `${word} ${at}`).join('\n')

test.each([
  ['a.json', '{"b": 1, "a": [1,2]}', '{ "a": [1, 2],\n "b": 1 }'],
  ['dir/MLmodel', 'b: 1\na: x', 'a: "x"\nb:   1'],
  ['a.YAML', '{b: 1, a: 2}', 'a: 2\nb: 1'],
  ['a.json', '{"b": NaN, "a": [-Infinity, {}, []]}', '{"a":[-Infinity,{},[]],"b":NaN}'],
])('compares %s by structure', (path, before, after) => {
  expect(structured(path, before)).toBe(structured(path, after))
})

test.each([
  ['a.json', '{"a": 9007199254740993}', '{"a": 9007199254740992}'],
  ['a.json', '{"a": NaN}', '{"a": null}'],
  ['MLmodel', 'a: 9007199254740993', 'a: 9007199254740992'],
  ['MLmodel', 'a: .nan', 'a: null'],
])('tells values of %s apart that JavaScript takes for the same', (path, before, after) => {
  expect(structured(path, before)).not.toBe(structured(path, after))
})

test('writes one value per line', () => {
  expect(structured('a.json', '{"b":[1,{"c":"x"}],"a":{}}')).toBe(
    '{\n  "a": {},\n  "b": [\n    1,\n    {\n      "c": "x"\n    }\n  ]\n}',
  )
})

test.each([
  ['a.json', '{"a": '],
  ['a.yaml', '{{{'],
  ['a.txt', '{"b":1,"a":2}'],
])('leaves %s as it is where it cannot be read as such', (path, text) => {
  expect(structured(path, text)).toBe(text)
})
