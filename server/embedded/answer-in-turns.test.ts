import { expect, test } from 'vitest'
import { writeJson } from './json.ts'
import { listInTurns, longInTurns } from './answer-in-turns.ts'

const items = Array.from({ length: 50 }, (_, at) => ({ at, large: 2n ** 60n }))
const text = `{"requests":[${items.map(({ at }) => `{"at":${at},"large":${2n ** 60n}}`).join()}]}`

const always = () => {}

test('answers a short list at once', async () => {
  const answer = listInTurns('requests', items, always, { ms: 1000 })
  expect(await answer.text()).toBe(text)
  expect(await listInTurns('requests', [], always).text()).toBe('{"requests":[]}')
})

test('reads a long list in turns, between which others are answered', async () => {
  let others = 0
  let isRead = false
  const other = () => {
    others += 1
    if (!isRead) setImmediate(other)
  }
  setImmediate(other)
  expect(await listInTurns('requests', items, always, { ms: 0 }).text()).toBe(text)
  isRead = true
  expect(others).toBeGreaterThanOrEqual(items.length)
})

test('breaks off the answer if an item can no longer be read, and reads no more once nobody wants it', async () => {
  let read = 0
  let ended = 0
  function* failing() {
    try {
      for (const item of items) {
        if (read++ === 10) throw new Error('Hidden meanwhile')
        yield item
      }
    } finally {
      ended += 1
    }
  }
  await expect(listInTurns('requests', failing(), always, { ms: 0 }).text()).rejects.toThrow('Hidden meanwhile')
  expect({ read, ended }).toEqual({ read: 11, ended: 1 })
  read = 11
  await listInTurns('requests', failing(), always, { ms: 0 }).body?.cancel()
  expect({ read: read < 20, ended }).toEqual({ read: true, ended: 2 })
})

test('breaks off the answer once the caller may no longer read it', async () => {
  const files = Array.from({ length: 201 }, (_, at) => ({ at, name: 'x'.repeat(2000) }))
  const answers = [
    (requireStill: () => void) => listInTurns('requests', items, requireStill, { ms: 0 }),
    (requireStill: () => void) => longInTurns({ files }, requireStill, { ms: 0 })!,
  ]
  for (const answer of answers) {
    let turns = 0
    const requireStill = () => {
      if (turns++ === 1) throw new Error('Another role')
    }
    await expect(answer(requireStill).text()).rejects.toThrow('Another role')
  }
})

test('writes a long list that is there in turns, with the fields around it, and leaves a short one alone', async () => {
  const answer = {
    root: 'é',
    files: Array.from({ length: 201 }, (_, at) => ({ at, size: -0, name: 'x'.repeat(2000) })),
    short: [1, 2],
  }
  const written = longInTurns(answer, always, { ms: 0 })
  expect(written?.headers.get('Content-Type')).toBe('application/json')
  const texts: string[] = []
  for await (const text of written!.body!.pipeThrough(new TextDecoderStream())) texts.push(text)
  expect(texts.length).toBeGreaterThan(1)
  expect(texts.join('')).toBe(writeJson(answer))
  expect(longInTurns({ files: answer.files.slice(1) }, always)).toBeUndefined()
})
