import { expect, test } from 'vitest'
import { expectAlias, expectStages, expectTag, expectText } from './unchanged.ts'

const text = (was: string | null | undefined, now: string | undefined) =>
  expectText(was === undefined ? {} : { was }, async () => now)
const tag = (was: string | null | undefined, now: string | undefined) =>
  expectTag({ key: 'team', ...(was !== undefined && { was }) }, async () =>
    now === undefined ? [{ key: 'other', value: 'x' }] : [{ key: 'team', value: now }],
  )
const alias = (was: string | null, now: string | undefined) =>
  expectAlias({ alias: 'champion', was }, async () => (now === undefined ? [] : [{ alias: 'champion', version: now }]))

test('lets an unchanged text be replaced; no text equals an empty one', async () => {
  await text('a', 'a')
  await text('', undefined)
  await text(null, '')
  await text(undefined, 'anything')
  await expect(text('a', 'b')).rejects.toThrow('changed this text')
  await expect(text(null, 'b')).rejects.toMatchObject({ code: 'RESOURCE_CONFLICT' })
})

test('tells a tag without a value from no tag', async () => {
  await tag('', '')
  await tag(null, undefined)
  await tag(undefined, 'anything')
  await expect(tag(null, '')).rejects.toThrow('set it to “”')
  await expect(tag('', undefined)).rejects.toThrow('removed this tag')
  await expect(tag('rides', 'fares')).rejects.toThrow('set it to “fares”')
})

test('moves an alias only from the version it was seen on', async () => {
  await alias('1', '1')
  await alias(null, undefined)
  await expect(alias('1', '2')).rejects.toThrow('moved @champion to version 2')
  await expect(alias('1', undefined)).rejects.toThrow('removed @champion')
})

const at = (version: string, current_stage?: string) => ({ version, ...(current_stage && { current_stage }) })

test('moves a version only from the stage it was seen in; leaves a missing version to the server', () => {
  expectStages([at('1'), at('2', 'Staging')], [at('2', 'Staging'), at('1', 'None')], 'moved')
  expectStages([at('3', 'Production')], [], 'deleted')
  expect(() => expectStages([at('1'), at('2', 'Staging')], [at('1'), at('2', 'Archived')], 'deleted')).toThrow(
    'changed the stage of version 2 to Archived, so it was not deleted.',
  )
})
