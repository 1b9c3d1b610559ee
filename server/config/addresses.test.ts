import { expect, test } from 'vitest'
import { inRanges, isLoopback, isRange, LOOPBACK } from './addresses.ts'

test.each(['10.0.0.0/8', '192.168.1.7', '::1', 'fd00::/8', '0.0.0.0/0', '2001:db8::/128'])(
  'accepts the range %s',
  (text) => expect(isRange(text)).toBe(true),
)

test.each(['', 'proxy.example', '10.0.0.0/33', '10.0.0/8', '::/129', '10.0.0.1/8/8', '10.0.0.1/', '10.0.0.1/x', '*'])(
  'refuses the range %j',
  (text) => expect(isRange(text)).toBe(false),
)

test.each([
  ['10.1.2.3', true],
  ['::ffff:10.1.2.3', true],
  ['11.1.2.3', false],
  ['192.168.1.7', true],
  ['192.168.1.8', false],
  ['fd12::1', true],
  ['fd12::1%eth0', true],
  ['fe80::1', false],
  ['10.evil.example', false],
  ['', false],
  [undefined, false],
])('%s is in 10.0.0.0/8, 192.168.1.7, fd00::/8: %s', (address, expected) =>
  expect(inRanges(['10.0.0.0/8', '192.168.1.7', 'fd00::/8'])(address)).toBe(expected),
)

test('knows loopback in all its spellings, and nothing else by default', () => {
  for (const host of ['localhost', 'LOCALHOST', '127.0.0.1', '127.9.9.9', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])
    expect(isLoopback(host)).toBe(true)
  for (const host of ['0.0.0.0', '::', '10.0.0.1', '128.0.0.1', 'shelf.example', 'localhost.evil.example', ''])
    expect(isLoopback(host)).toBe(false)
  expect(inRanges(LOOPBACK)('127.0.0.1')).toBe(true)
  expect(inRanges([])('127.0.0.1')).toBe(false)
})
