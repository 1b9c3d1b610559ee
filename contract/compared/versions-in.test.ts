import { expect, test } from 'vitest'
import { versionsIn, versionText } from './versions-in.ts'

test.each(['bikes', 'a@1', 'ü, &=+%', 'a\nb'])('a version of %j is found again in the URL', (name) => {
  const id = { name, version: '12' }
  expect(versionsIn(new URLSearchParams([['version', versionText(id)]]))).toEqual({ ids: [id], others: [] })
})

test('what names no version is left out, and each version counts once', () => {
  const params = new URLSearchParams('version=bikes&version=@3&version=bikes@x&version=b@1&version=b@1')
  expect(versionsIn(params).ids).toEqual([{ name: 'b', version: '1' }])
})

test('at most 20 are compared, and the others known', () => {
  const params = new URLSearchParams(
    Array.from({ length: 30 }, (_, index): [string, string] => ['version', `b@${index}`]),
  )
  expect(versionsIn(params).ids).toHaveLength(20)
  expect(versionsIn(params).others).toHaveLength(10)
})
