import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const url = 'runs/get?run_id=r'

beforeEach(() => vi.resetModules()) // the module reads the document once
afterEach(() => vi.unstubAllGlobals())

type Document = { answers?: Record<string, string>; calls?: [string, Promise<Response>][]; age?: number }

async function open({ answers, calls, age = 100 }: Document) {
  vi.stubGlobal('window', { earlyCalls: calls })
  const block = { textContent: JSON.stringify(answers), remove: vi.fn<() => void>() }
  vi.stubGlobal('document', { getElementById: () => answers && block })
  vi.stubGlobal('performance', { now: () => age })
  return { ...(await import('./early-calls.ts')), block }
}

test('gives an answer of the document once', async () => {
  const { block, earlyAnswer, hasEarlyAnswers } = await open({ answers: { [url]: '{"run":1}' } })
  expect(await earlyAnswer('runs/get?run_id=other')).toBeUndefined()
  expect(block.remove).toHaveBeenCalledOnce()
  expect(hasEarlyAnswers()).toBe(true)
  expect(await (await earlyAnswer(url))?.json()).toEqual({ run: 1 })
  expect(hasEarlyAnswers()).toBe(false)
  expect(await earlyAnswer(url)).toBeUndefined()
})

test('gives the answer to a call that started with the document once', async () => {
  const { earlyAnswer, hasEarlyAnswers } = await open({ calls: [[url, Promise.resolve(Response.json({ run: 1 }))]] })
  expect(hasEarlyAnswers()).toBe(false) // it may take long
  expect(await (await earlyAnswer(url))?.json()).toEqual({ run: 1 })
  expect(await earlyAnswer(url)).toBeUndefined()
})

test('tells questions of one URL apart by body, and parts of a file by range', async () => {
  const answers = ['runs/search {"a":1}', 'file bytes=0-9'].map(
    (key) => [key, Promise.resolve(new Response(key))] as const,
  )
  const { earlyAnswer } = await open({
    calls: answers.map(([key, answer]): [string, Promise<Response>] => [key, answer]),
  })
  expect(await earlyAnswer('runs/search', { method: 'POST', body: '{"a":2}' })).toBeUndefined()
  expect(await earlyAnswer('runs/search')).toBeUndefined()
  expect(await (await earlyAnswer('runs/search', { method: 'POST', body: '{"a":1}' }))?.text()).toContain('runs')
  // A download must not get the beginning only.
  expect(await earlyAnswer('file')).toBeUndefined()
  expect(await earlyAnswer('file', { headers: { Range: 'bytes=0-99' } })).toBeUndefined()
  expect(await (await earlyAnswer('file', { headers: { Range: 'bytes=0-9' } }))?.text()).toContain('file')
})

test('a whole file in the document answers for its beginning', async () => {
  const { earlyAnswer } = await open({ answers: { file: 'text' } })
  expect(await (await earlyAnswer('file', { headers: { Range: 'bytes=0-9' } }))?.text()).toBe('text')
})

test('lets the app ask itself if there was no answer, or only an old one', async () => {
  const failed = await open({ calls: [[url, Promise.reject(new TypeError('Failed to fetch'))]] })
  expect(await failed.earlyAnswer(url)).toBeUndefined()
  vi.resetModules()
  const old = await open({ answers: { [url]: '{}' }, age: 60_000 })
  expect(old.hasEarlyAnswers()).toBe(false)
  expect(await old.earlyAnswer(url)).toBeUndefined()
})

test('lets the app ask itself after somebody has signed in', async () => {
  const { earlyAnswer } = await open({ calls: [[url, Promise.resolve(new Response(null, { status: 401 }))]] })
  expect(await earlyAnswer(url)).toBeUndefined()
})

test('gives no answer from before a write', async () => {
  const { dropEarlyAnswers, earlyAnswer } = await open({ answers: { [url]: '{}' } })
  dropEarlyAnswers()
  expect(await earlyAnswer(url)).toBeUndefined()
})

test('gives all that the document answers at a path', async () => {
  const answers = { 'modelshelf/rights {"models":["m"]}': '{"m":1}', 'modelshelf/rights {}': '{"n":1}', [url]: '{}' }
  const { dropEarlyAnswers, earlyAnswersAt } = await open({ answers })
  expect(earlyAnswersAt('modelshelf/rights')).toEqual(['{"m":1}', '{"n":1}'])
  dropEarlyAnswers()
  expect(earlyAnswersAt('modelshelf/rights')).toEqual([])
})
