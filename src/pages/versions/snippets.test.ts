import { expect, test } from 'vitest'
import { waysToLoad } from './snippets.ts'

const version = { name: 'iris', version: '3', current_stage: 'Production', aliases: ['champion', 'b'] } as const
const uris = (from: Parameters<typeof waysToLoad>[0]) =>
  waysToLoad(from, 'http://h/').map(({ code }) => /load_model\((.*)\)/.exec(code)?.[1])

test('a version is loaded by number, stage and alias', () => {
  expect(uris({ ...version, aliases: [...version.aliases] })).toEqual([
    '"models:/iris/3"',
    '"models:/iris/Production"',
    '"models:/iris@champion"',
    '"models:/iris@b"',
  ])
})

test('None is no stage to load from', () => {
  expect(uris({ name: 'iris', version: '3', current_stage: 'None' })).toEqual(['"models:/iris/3"'])
})

test('quotes and backslashes in a name stay inside the literal', () => {
  expect(uris({ name: String.raw`a"b\c`, version: '1' })).toEqual([String.raw`"models:/a\"b\\c/1"`])
})

test('the snippet names this server', () => {
  expect(waysToLoad({ name: 'iris', version: '1' }, 'https://shelf.example/team')[0]?.code).toContain(
    'mlflow.set_tracking_uri("https://shelf.example/team")',
  )
})
