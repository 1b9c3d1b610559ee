import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { answerFrom, openAnswers } from './open-answers.ts'

const bytes = (length: number) => new Uint8Array(length)
/** Pieces of 1,000 bytes without end, and how many were read. */
function endless() {
  const source = { read: 0, next: () => Promise.resolve({ bytes: bytes(1000), last: (source.read += 1) === 100_000 }) }
  return source
}

test('reads ahead no more than a client may leave unread', async () => {
  const answers = openAnswers()
  const source = endless()
  const answer = answers(() => {}).stream(bytes(1000), source.next)
  for (let turn = 0; turn < 1000; turn += 1) await nextTurn()
  expect(source.read).toBeGreaterThan(10)
  expect(source.read).toBeLessThanOrEqual(200)
  const long = { read: 0, next: () => Promise.resolve({ bytes: bytes(1_000_000), last: (long.read += 1) === 100 }) }
  const other = answers(() => {}).stream(bytes(1000), long.next)
  for (let turn = 0; turn < 100; turn += 1) await nextTurn()
  expect(long.read).toBe(1)
  await Promise.all([answer.body!.cancel(), other.body!.cancel()])
})

test('breaks off the answer that was left unread longest, or refuses another and ends what it has begun', async () => {
  const ended: string[] = []
  const end = (name: string) => () => ended.push(name)
  const patient = openAnswers({ mostOpen: 1 })
  const first = patient(end('first'))
  expect(() => patient(end('refused'))).toThrow('Too many long answers')
  expect(ended).toEqual(['refused'])
  first.close()
  first.close()
  await nextTurn()
  patient(end('next')).close()
  expect(ended).toEqual(['refused', 'first', 'next'])

  const strict = openAnswers({ mostOpen: 2, unreadMs: 0 })
  const [one, two] = ['one', 'two'].map((name) => strict(end(name)).stream(bytes(1000), endless().next))
  const reader = one!.body!.getReader()
  for (let turn = 0; turn < 1000; turn += 1) await nextTurn()
  await reader.read()
  for (let turn = 0; turn < 1000; turn += 1) await nextTurn()
  strict(end('three'))
  expect(ended.at(-1)).toBe('two')
  await expect(two!.text()).rejects.toThrow('left unread')
  await reader.cancel()
  expect(ended.at(-1)).toBe('one')
})

test('leaves room for others, however many one person has open', async () => {
  const [one, other] = [1, 2]
  const patient = openAnswers({ mostOpen: 4, each: 2 })
  const first = patient(() => {}, one)
  patient(() => {}, one)
  expect(() => patient(() => {}, one)).toThrow('Too many long answers')
  patient(() => {}, other)
  patient(() => {}, other)
  first.close()
  await nextTurn()
  patient(() => {}, one)

  const strict = openAnswers({ mostOpen: 4, each: 1, unreadMs: 0 })
  const [theirs, mine] = [other, one].map((person) => strict(() => {}, person).stream(bytes(1000), endless().next))
  for (let turn = 0; turn < 1000; turn += 1) await nextTurn()
  strict(() => {}, one)
  await expect(mine!.text()).rejects.toThrow('left unread')
  await theirs!.body!.cancel()
})

test('counts an answer until its reading has ended', async () => {
  const answers = openAnswers({ mostOpen: 1 })
  const reading = Promise.withResolvers<void>()
  answers(() => reading.promise).close()
  await nextTurn()
  expect(() => answers(() => {})).toThrow('Too many long answers')
  reading.resolve()
  await nextTurn()
  answers(() => {}).close()
})

test('ends an answer that can no longer be read', async () => {
  let ended = 0
  const answer = openAnswers()(() => (ended += 1))
  const body = answer.stream(bytes(1), () => Promise.reject(new Error('Hidden meanwhile')))
  await expect(body.text()).rejects.toThrow('Hidden meanwhile')
  expect(ended).toBe(1)
})

test('ends what is read for somebody who leaves before the first piece', async () => {
  const answers = openAnswers({ mostOpen: 1 })
  const leaving = new AbortController()
  let ended = 0
  const source = { next: () => new Promise<never>(() => {}), end: () => (ended += 1) }
  const answer = answerFrom(answers, () => source, leaving.signal)
  leaving.abort()
  await expect(answer).rejects.toMatchObject({ code: 'TEMPORARILY_UNAVAILABLE' })
  expect(ended).toBe(1)
  await nextTurn()
  answers(() => {}).close() // there is room
})
