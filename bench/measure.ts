import { Agent, request as open } from 'node:http'
import type { Data } from '../testbed/thousand.ts'
import type { Request } from './cases.ts'
import { processorMs } from '../testbed/processes.ts'
import { median } from './spread.ts'

/** A server, and the process whose processor time is counted. */
export type Server = { data: Data; pid: number | undefined }

/** How long one server is asked in a round, and how many rounds there are. */
export type Plan = { ms: number; rounds: number }

/** One value a round. */
export type Figures = {
  /** Median ms with one client. */ p50: number[]
  /** Answers per second with sixteen clients. */ rate: number[]
  /** The server's ms of processor time for an answer to one client. */ cpu: number[]
  errors: number
}

const agent = new Agent({ keepAlive: true, maxSockets: 16 })
const CLIENTS = 16

/** How many ms a server may take for one row, with one client and with many, before it sits out the other rounds. */
const PATIENCE = 1500
/** A request that takes more ms is sent once a round. */
const SLOW = 1000

/**
 * Sends the same requests to all servers, in turn, round by round: with one client for `ms` milliseconds, at least three requests,
 * then with as many clients as `many`, if any. A round before the first is not counted: it fills caches and compiles code. A slow server
 * has fewer rounds, the first ones.
 */
export async function measure(
  servers: readonly Server[],
  ask: (data: Data, turn: number) => Request,
  { ms, rounds }: Plan,
  many: number = CLIENTS,
): Promise<Figures[]> {
  const all = servers.map((): Figures => ({ p50: [], rate: [], cpu: [], errors: 0 }))
  const spent = servers.map(() => ({ turns: 0, one: 0, many: 0, least: 1 }))
  for (let round = -1; round < rounds; round++)
    for (const [at, { data, pid }] of servers.entries()) {
      const [figures, own] = [all[at]!, spent[at]!] // one of each server
      const once = async () => {
        const status = await send(data.url, ask(data, own.turns++))
        if (status >= 400) figures.errors += 1
      }
      if (own.one < PATIENCE) {
        const before = processorMs(pid)
        const times = await timesOf(once, { least: own.least, ms })
        const cpu = (processorMs(pid) - before) / times.length
        own.least = median(times) > SLOW ? 1 : 3
        if (round < 0) continue
        own.one += sumOf(times)
        figures.p50.push(median(times))
        figures.cpu.push(cpu)
      }
      if (many > 0 && own.many < PATIENCE) {
        const from = performance.now()
        figures.rate.push(await rate(once, ms, many))
        own.many += performance.now() - from
      }
    }
  return all
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0)

/** The ms of each call of `once`, one after the other. */
export async function timesOf(once: () => Promise<unknown>, { least, ms }: { least: number; ms: number }) {
  const times: number[] = []
  const end = performance.now() + ms
  while (times.length < least || performance.now() < end) {
    const from = performance.now()
    await once()
    times.push(performance.now() - from)
  }
  return times
}

async function rate(once: () => Promise<void>, ms: number, clients: number): Promise<number> {
  const from = performance.now()
  let answered = 0
  await Promise.all(
    Array.from({ length: clients }, async () => {
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
