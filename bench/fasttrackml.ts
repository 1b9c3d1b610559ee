import { spawn } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createClient } from '#contract/client.ts'
import { freePort } from '../scripts/free-port.ts'
import { makeVenv } from '../scripts/venv.mjs'
import { type Data, fillTracking, type Size } from '../testbed/thousand.ts'
import { cases } from './cases.ts'
import { measure, type Plan, type Server } from './measure.ts'
import { ratio, spreadOf } from './spread.ts'
import { table } from './table.ts'
import { misses } from './targets.ts'

/** What FastTrackML has. It has no registry. */
const tracking = ['runs, page of 100', 'runs, by metric', 'history', 'log 1,000 metrics']

/** The command of PyPI's fasttrackml, or of MODELSHELF_FML. Undefined where it does not install. */
export function findFastTrackMl(): string | undefined {
  const python = process.env['MODELSHELF_FML'] ? undefined : makeVenv('fasttrackml')
  const command = process.env['MODELSHELF_FML'] ?? (python && join(dirname(python), 'fml'))
  return command && existsSync(command) ? command : undefined
}

/** Sends the requests about runs to FastTrackML, the command `fml`, with the same runs, and to our server. */
export async function compareTracking(
  fml: string,
  folder: string,
  mine: Server,
  size: Size,
  plan: Plan,
  before?: Server,
): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const port = await freePort()
  const child = spawn(
    fml,
    ['server', '--listen-address', `127.0.0.1:${port}`, '--database-uri', `sqlite://${folder}/fasttrackml.db`],
    { stdio: 'ignore', cwd: folder },
  )
  try {
    const url = `http://127.0.0.1:${port}/`
    await answering(`${url}health`)
    const call = createClient(url, fetch)
    const { experiment, run_id: run } = await fillTracking(call, size)
    const theirs: Data = { url, call, experiment, run, proxy: '', deepToken: '' }
    const row = table('Runs, beside FastTrackML: median ms of one client, and answers a second for sixteen', [
      'request',
      'FastTrackML ms',
      '1/s',
      'ours ms',
      '1/s',
      'faster c=1',
      'c=16',
      'to be',
      'its errors',
      '',
      ...(before ? ['before ms', '1/s', 'faster c=1', 'c=16'] : []),
    ])
    for (const { name, ask } of cases.filter((item) => tracking.includes(item.name))) {
      const servers = [{ data: theirs, pid: child.pid }, mine, ...(before ? [before] : [])]
      const [a, b, old] = await measure(servers, ask, plan)
      if (!a || !b) throw new Error('one of each server')
      const [one, many] = [ratio(a.p50, b.p50), ratio(b.rate, a.rate)]
      const times = [a.p50, a.rate, b.p50, b.rate].map((values) => spreadOf(values).mid)
      const missed = [
        misses('runs, × as fast as FastTrackML', `${name}, one client`, one, 1),
        misses('runs, × as fast as FastTrackML', `${name}, sixteen`, many, 1),
      ]
      const was = old
        ? [spreadOf(old.p50).mid, spreadOf(old.rate).mid, ratio(a.p50, old.p50), ratio(old.rate, a.rate)]
        : []
      row([name, ...times, one, many, 1, a.errors, missed.includes(true) ? '←' : '', ...was])
    }
  } finally {
    child.kill()
  }
}

async function answering(url: string): Promise<void> {
  const end = Date.now() + 30_000
  for (;;) {
    const isUp = await fetch(url).then(
      () => true,
      () => false,
    )
    if (isUp) return
    if (Date.now() > end) throw new Error(`FastTrackML does not answer at ${url}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
