import { expect, test } from 'vitest'
import { limitAttempts } from './attempts.ts'

const MINUTE = 60_000

/** Attempts on a clock that `after` moves. */
function open() {
  let clock = 1
  const attempts = limitAttempts(() => clock)
  const isSlowed = (account: string, address: string): boolean => {
    try {
      attempts.begin(account, address)
      return false
    } catch {
      return true
    }
  }
  return { isSlowed, begin: attempts.begin, after: (ms: number) => void (clock += ms) }
}

test('guesses from elsewhere do not keep out who has signed in from an address before', () => {
  const { isSlowed, begin, after } = open()
  begin('ann', '10.0.0.7')()
  for (let i = 0; i < 100; i++) {
    isSlowed('ann', '203.0.113.9')
    after(MINUTE)
  }
  isSlowed('ann', '203.0.113.9')
  expect(isSlowed('ann', '203.0.113.9')).toBe(true)
  expect(isSlowed('ann', '203.0.113.10'), 'another address').toBe(true)
  expect(isSlowed('ann', '10.0.0.7')).toBe(false)
})

test('no name that somebody sends counts as another’s at an address', () => {
  const { isSlowed, begin } = open()
  begin('ann', '10.0.0.7')()
  for (const name of ['ann from 10.0.0.7', '["ann","10.0.0.7"]', 'account ann from 10.0.0.7'])
    for (let i = 0; i < 9; i++) isSlowed(name, `203.0.113.${i}`)
  expect(isSlowed('ann', '10.0.0.7')).toBe(false)
})

test('who has signed in is slowed down for failures of their own', () => {
  const { isSlowed, begin } = open()
  begin('ann', '10.0.0.7')()
  for (let i = 0; i < 5; i++) expect(isSlowed('ann', '10.0.0.7')).toBe(false)
  expect(isSlowed('ann', '10.0.0.7')).toBe(true)
})

test('a program that keeps sending an old password slows down nobody else at its address', () => {
  const { isSlowed, after } = open()
  for (let i = 0; i < 300; i++) {
    isSlowed('ann', '10.0.0.7')
    after(16 * MINUTE)
  }
  for (let i = 0; i < 20; i++) expect(isSlowed(`colleague ${i}`, '10.0.0.7')).toBe(false)
})

test('many names tried from one address are slowed down', () => {
  const { isSlowed } = open()
  for (let i = 0; i < 30; i++) expect(isSlowed(`name ${i}`, '10.0.0.7')).toBe(false)
  expect(isSlowed('name 30', '10.0.0.7')).toBe(true)
})

test('a sign-in that succeeds does not renew the delay of its address', () => {
  const { isSlowed, begin, after } = open()
  for (let i = 0; i < 29; i++) isSlowed(`name ${i}`, '10.0.0.7')
  after(59 * MINUTE)
  begin('ann', '10.0.0.7')()
  after(2 * MINUTE)
  for (let i = 0; i < 30; i++) expect(isSlowed(`other ${i}`, '10.0.0.7'), 'the 29 are forgotten').toBe(false)
})
