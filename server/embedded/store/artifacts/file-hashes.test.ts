import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { openHashes } from './file-hashes.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

test('knows the hashes that it was given last, and no others', () => {
  const hashes = openHashes(512) // room for 4096
  const keys = Array.from({ length: 2000 }, (_, at) => `"etag" path ${at}`)
  for (const key of keys) hashes.set(key, sha256(key))
  const known = keys.filter((key) => hashes.get(key) !== undefined)
  expect(known.length).toBeGreaterThan(1900)
  for (const key of known) expect(hashes.get(key)).toBe(sha256(key))
  expect(hashes.get('"other" path 1')).toBeUndefined()
  for (let at = 0; at < 20_000; at += 1) hashes.set(`newer ${at}`, sha256(`${at}`))
  expect(keys.filter((key) => hashes.get(key) !== undefined).length).toBeLessThan(10)
  expect(hashes.get('newer 19999')).toBe(sha256('19999'))
})
