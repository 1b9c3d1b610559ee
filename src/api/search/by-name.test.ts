import { expect, test } from 'vitest'
import { searchText } from '#contract/filter/search-text.ts'
import { foundPage, isNamed } from './by-name.ts'

/** A server with pages of two. */
const paged = (names: readonly string[]) => {
  const asked: number[] = []
  const ask = async (token: string | undefined) => {
    const at = Number(token ?? 0)
    asked.push(at)
    return { items: names.slice(at, at + 2), next: at + 2 < names.length ? String(at + 2) : '' }
  }
  return { ask, asked }
}

test.each([
  ['a_b', ['a_b', 'x A_B y'], ['aXb', 'ab']],
  ['50% off', ['off 50%'], ['50 off']],
  ['pré', ['PRÉCIS'.normalize('NFD'), 'précis'.normalize('NFC')], ['precis', 'prxcis']],
  ['a\\b', ['a\\b'], ['ab', 'a-b']],
])('“%s” is a name by its letters', (text, found, others) => {
  const search = searchText('models', text)
  expect([...found, ...others].filter((name) => isNamed(name, search))).toEqual(found)
})

const isFound = (name: string) => isNamed(name, searchText('models', 'a_b'))

test('goes on to the next page while what it drops leaves too few', async () => {
  const { ask, asked } = paged(['aXb', 'aYb', 'aZb', 'a_b', 'a_b 2', 'a_b 3', 'a_b 4'])
  expect(await foundPage(undefined, ask, isFound, 2)).toEqual({ items: ['a_b', 'a_b 2', 'a_b 3'], next: '6' })
  expect(asked).toEqual([0, 2, 4])
  expect(await foundPage('6', ask, isFound, 2)).toEqual({ items: ['a_b 4'], next: undefined })
})

test('asks once when nothing is dropped, and to the end when everything is', async () => {
  const { ask, asked } = paged(['a', 'b', 'c', 'd'])
  expect(await foundPage(undefined, ask, () => true)).toEqual({ items: ['a', 'b'], next: '2' })
  expect(asked).toEqual([0])
  expect(await foundPage(undefined, ask, () => false)).toEqual({ items: [], next: undefined })
  expect(asked).toEqual([0, 0, 2])
})
