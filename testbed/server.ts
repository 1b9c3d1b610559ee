import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { serverArgs, serverEnv } from '../scripts/server-process.mjs'

export type Server = {
  url: string
  data: string
  process: ChildProcess
  stop: () => Promise<void>
  /** Kills it, as `kill -9` does; resolves when it is gone. */
  kill: () => Promise<void>
}

/**
 * Starts the real server on a free port or `port`, with `data` or a new folder, and waits until it prints its URL. `env` is
 * added to this process's environment: with MLFLOW_TRACKING_URI the server runs in front of a real MLflow.
 */
export async function startServer(data?: string, env: Record<string, string> = {}, port = 0): Promise<Server> {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const { child, kill, ended } = spawnServer(['--port', String(port), '--data', folder], env)
  const url = await firstUrl(child)
  return {
    url,
    data: folder,
    process: child,
    async kill() {
      kill()
      await ended
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
      if (!data) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Starts the real server's process, with `env` besides this one's, and kills it when this one ends. */
export function spawnServer(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [...serverArgs, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: serverEnv({ ...process.env, ...env }),
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill) // its parent died before stopping it
  void ended.then(() => process.off('exit', kill))
  return { child, kill, ended }
}

/** Waits for the URL that a server prints when it listens, with a trailing slash. */
export async function firstUrl(child: ChildProcess): Promise<string> {
  // stdio above makes stdout a pipe.
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (url) return url.endsWith('/') ? url : `${url}/`
  }
  throw new Error(`The server ended (${child.exitCode}) before it was listening.`)
}
