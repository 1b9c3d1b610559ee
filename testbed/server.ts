import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type Server = { url: string; data: string; process: ChildProcess; stop: () => Promise<void> }

/**
 * Starts the real server on a free port, on `data` or a folder of its own, and waits until it says where it is.
 * Another `port` than '0' is taken as it is. `env` is added to this process's environment: MLFLOW_TRACKING_URI in it puts the server before a real MLflow.
 */
export async function startServer(data?: string, env: Record<string, string> = {}, port = '0'): Promise<Server> {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'modelshelf-'))
  const main = join(import.meta.dirname, '..', 'server', 'main.ts')
  const child = spawn(process.execPath, [main, '--port', port, '--data', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill) // whoever started it died before stopping it
  void ended.then(() => process.off('exit', kill))
  const url = await firstUrl(child)
  return {
    url,
    data: folder,
    process: child,
    async stop() {
      child.kill('SIGTERM')
      await ended
      if (!data) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** The address that a server prints when it listens, with a slash at its end. */
export async function firstUrl(child: ChildProcess): Promise<string> {
  // stdio above makes stdout a pipe.
  for await (const line of createInterface({ input: child.stdout! })) {
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (url) return url.endsWith('/') ? url : `${url}/`
  }
  throw new Error(`The server ended (${child.exitCode}) before it was listening.`)
}
