import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { firstUrl } from '../testbed/server.ts'

export type Checkout = {
  /** Its commit, short. */ commit: string
  url: string
  /** The folder of its data. */ data: string
  pid: number | undefined
  stop: () => Promise<void>
}

/**
 * Starts the server of another checkout, in the folder `there`, which is built, on a free port and with a new folder for its data.
 * `flags`: Node's arguments, none for a server that was started without any.
 */
export async function startCheckout(
  there: string,
  flags: readonly string[] = [],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Checkout> {
  const data = mkdtempSync(join(tmpdir(), 'modelshelf-bench-'))
  const child = spawn(process.execPath, [...flags, join(there, 'server', 'main.ts'), '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env,
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  return {
    commit: commitOf(there),
    url: await firstUrl(child),
    data,
    pid: child.pid,
    async stop() {
      child.kill('SIGTERM')
      await ended
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** The short commit of a checkout. A copy without a history has none. */
export function commitOf(folder: string): string {
  try {
    const command = ['rev-parse', '--short', 'HEAD']
    return execFileSync('git', command, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim()
  } catch {
    return 'an unknown commit'
  }
}
