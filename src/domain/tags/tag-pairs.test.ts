import { expect, test } from 'vitest'
import { filledPairs, holdsPairs, onePair, pairProblem, pairsOf, unpaired } from './tag-pairs.ts'

test('reads pasted lines and columns as pairs', () => {
  expect(pairsOf(' team = rides \r\nurl=a=b\n\nsheet\tcell\nvalidated true\nempty=')).toEqual([
    { key: 'team', value: 'rides' },
    { key: 'url', value: 'a=b' },
    { key: 'sheet', value: 'cell' },
    { key: 'validated true', value: '' },
    { key: 'empty', value: '' },
  ])
})

test.each([
  ['team=rides', true],
  ['two\nlines', true],
  ['cells\tof a row', true],
  ['validated true', false],
  ['one line\n', false],
])('pasting %j into a key means pairs: %j', (text, expected) => {
  expect(holdsPairs(text)).toBe(expected)
})

test('takes one pasted pair into a key and a value', () => {
  expect(onePair('team = rides\n')).toEqual({ key: 'team', value: 'rides' })
  expect(onePair('team=rides\nchecked=yes')).toBeUndefined()
  expect(onePair('validated by')).toBeUndefined()
})

test('refuses what is no pair of a key and a value', () => {
  const tags = [
    { key: 'team', value: 'rides' },
    { key: 'validated true', value: '' },
    { key: '', value: 'rides' },
    { key: ' team ', value: 'bikes' },
    { key: 'a=b', value: 'c' },
    { key: '', value: '' },
  ]
  expect(tags.map((_tag, index) => pairProblem(tags, index))).toEqual([
    undefined,
    '“validated true” needs a value.',
    'This value needs a key.',
    '“team” has a value above.',
    expect.stringContaining('Keys may only contain'),
    undefined,
  ])
  expect(
    filledPairs([
      { key: ' team ', value: ' rides ' },
      { key: ' ', value: '' },
    ]),
  ).toEqual([{ key: 'team', value: ' rides ' }])
})

test.each([
  [{ key: 'validated true', value: '' }, '“validated true” needs a value.'],
  [{ key: 'validated by', value: 'me' }, undefined],
  [{ key: ' validated ', value: '' }, undefined],
])('one tag %j', (tag, problem) => {
  expect(unpaired(tag)).toBe(problem)
})
