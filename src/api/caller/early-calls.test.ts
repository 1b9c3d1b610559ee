import { afterEach, expect, test, vi } from 'vitest'
import { earlyAnswer } from './early-calls.ts'

afterEach(() => vi.unstubAllGlobals())

function make(answer: Promise<Response>, age = 100) {
  vi.stubGlobal('window', { earlyCalls: { 'runs/get?run_id=r': answer } })
  vi.stubGlobal('performance', { now: () => age })
}

test('gives the answer of the page’s first call once', async () => {
  make(Promise.resolve(Response.json({ run: 1 })))
  expect(await earlyAnswer('runs/get?run_id=other')).toBeUndefined()
  expect(await (await earlyAnswer('runs/get?run_id=r'))?.json()).toEqual({ run: 1 })
  expect(await earlyAnswer('runs/get?run_id=r')).toBeUndefined()
})

test('lets the app ask itself after somebody has signed in', async () => {
  make(Promise.resolve(new Response(null, { status: 401 })))
  expect(await earlyAnswer('runs/get?run_id=r')).toBeUndefined()
})

test('lets the app ask itself if there was no answer, or only an old one', async () => {
  make(Promise.reject(new TypeError('Failed to fetch')))
  expect(await earlyAnswer('runs/get?run_id=r')).toBeUndefined()
  make(Promise.resolve(Response.json({})), 60_000)
  expect(await earlyAnswer('runs/get?run_id=r')).toBeUndefined()
})
