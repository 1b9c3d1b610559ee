import type { Root } from 'hast'
import { expect, test } from 'vitest'
import { headingIds } from './heading-ids.ts'

test.each([
  ['Where it may be used', 'where-it-may-be-used'],
  ['What’s new in 2.0?', 'whats-new-in-20'],
  ['snake_case & kebab-case', 'snake_case--kebab-case'],
  ['Größe, 大きさ, размер', 'größe-大きさ-размер'],
  ['🚲 Bikes', '-bikes'],
])('the heading %s has the id that GitHub gives it', (text, id) => expect(ids([text])).toEqual([id]))

test('headings with the same text get different ids', () =>
  expect(ids(['Data', 'Data', 'Data 1', 'Data', 'data'])).toEqual(['data', 'data-1', 'data-1-1', 'data-2', 'data-3']))

test('a heading keeps its own id, and other elements get none', () => {
  const link = { type: 'element', tagName: 'a', properties: {}, children: [{ type: 'text', value: 'Own' }] } as const
  const heading = { type: 'element', tagName: 'h2', properties: { id: 'mine' }, children: [{ ...link }] } as const
  const tree = { type: 'root', children: [{ ...link, tagName: 'blockquote', children: [heading] }] } as unknown as Root
  headingIds()(tree)
  expect(JSON.stringify(tree).match(/"id":"\w+"/g)).toEqual(['"id":"mine"'])
})

/** The ids of headings with these texts, one after the other. */
function ids(texts: readonly string[]): unknown[] {
  const children = texts.map(heading)
  headingIds()({ type: 'root', children })
  return children.map(({ properties }) => properties['id'])
}

const heading = (value: string) => ({
  type: 'element' as const,
  tagName: 'h2',
  properties: {} as Record<string, string>,
  children: [{ type: 'element' as const, tagName: 'em', properties: {}, children: [{ type: 'text' as const, value }] }],
})
