import { Agent, request as open } from 'node:http'
import type { Request } from './cases.ts'
import type { Data } from '../testbed/thousand.ts'

export type Figures = {
  /** Median ms with one client. */ p50: number
  /** Answers per second with sixteen clients. */ rate: number
  errors: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 })
const CLIENTS = 16

/** Sends one request after another for `ms` milliseconds, at least three, then does the same with sixteen clients at once. */
export async function measure(data: Data, ask: (turn: number) => Request, ms: number): Promise<Figures> {
  let turn = 0
  let errors = 0
  const once = async () => {
    const status = await send(data.url, ask(turn++))
    if (status >= 400) errors += 1
  }
  await once() // the first one warms caches on both sides
  const times: number[] = []
  const end = performance.now() + ms
  while (times.length < 3 || performance.now() < end) {
    const from = performance.now()
    await once()
    times.push(performance.now() - from)
  }
  return { p50: median(times), rate: await rate(once, ms), errors }
}

async function rate(once: () => Promise<void>, ms: number): Promise<number> {
  const from = performance.now()
  let answered = 0
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      do {
        await once()
        answered += 1
      } while (performance.now() - from < ms)
    }),
  )
  return (answered / (performance.now() - from)) * 1000
}

/** Sends a request and reads the whole answer; returns its status. `more`: headers besides. */
export function send(
  base: string,
  { method, path, body }: Request,
  more: Record<string, string> = {},
): Promise<number> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const ofBody =
    text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }
  const headers = { ...more, ...ofBody }
  return new Promise((resolve, reject) => {
    open(new URL(path, base), { method, agent, headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode ?? 0))
    })
      .once('error', reject)
      .end(text)
  })
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
