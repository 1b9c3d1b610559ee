import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { type Call, createClient } from '#contract/client.ts'
import type { Server } from './server.ts'

/** Of everybody whom a command adds. */
export const PASSWORD = 'a long enough sentence'

const main = join(import.meta.dirname, '..', 'server', 'main.ts')

/** Runs a command on a server's data, such as `user add ada`; returns what it printed. */
export const commandOn =
  ({ data }: Pick<Server, 'data'>) =>
  (...words: string[]): string =>
    execFileSync(process.execPath, [main, ...words, '--data', data], {
      input: `${PASSWORD}\n`,
      encoding: 'utf8',
    }).trim()

/** The API of a server with further headers, such as somebody's credentials. */
export const clientWith = (url: string, headers: Record<string, string>): Call =>
  createClient(url, (target, init) =>
    fetch(target, { ...init, headers: { ...(init.headers as Record<string, string>), ...headers } }),
  )
