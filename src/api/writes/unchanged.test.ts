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

test('a text may be replaced while it is what was seen; none and an empty one are the same', async () => {
  await text('a', 'a')
  await text('', undefined)
  await text(null, '')
  await text(undefined, 'anything')
  await expect(text('a', 'b')).rejects.toThrow('changed this text')
  await expect(text(null, 'b')).rejects.toMatchObject({ code: 'RESOURCE_CONFLICT' })
})

test('a tag without a value is not the same as none', async () => {
  await tag('', '')
  await tag(null, undefined)
  await tag(undefined, 'anything')
  await expect(tag(null, '')).rejects.toThrow('set it to “”')
  await expect(tag('', undefined)).rejects.toThrow('removed this tag')
  await expect(tag('rides', 'fares')).rejects.toThrow('set it to “fares”')
})

test('an alias is moved only from where it was seen', async () => {
  await alias('1', '1')
  await alias(null, undefined)
  await expect(alias('1', '2')).rejects.toThrow('moved @champion to version 2')
  await expect(alias('1', undefined)).rejects.toThrow('removed @champion')
})

const at = (version: string, current_stage?: string) => ({ version, ...(current_stage && { current_stage }) })

test('a version is moved only from the stage it was seen in; one that is gone is the server’s to refuse', () => {
  expectStages([at('1'), at('2', 'Staging')], [at('2', 'Staging'), at('1', 'None')])
  expectStages([at('3', 'Production')], [])
  expect(() => expectStages([at('1'), at('2', 'Staging')], [at('1'), at('2', 'Archived')])).toThrow(
    'changed the stage of version 2 to Archived',
  )
})
