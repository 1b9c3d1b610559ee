import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

/** Starts a server with accounts on a data folder without an admin, and returns the link that it prints for the first one. */
export async function startWithoutAdmin(data: string) {
  const main = join(import.meta.dirname, '../server/main.ts')
  const args = [main, '--port', '0', '--data', data, '--auth', 'accounts']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill) // its parent died before stopping it
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  void ended.then(() => process.off('exit', kill))
  for await (const line of createInterface({ input: child.stdout })) {
    const link = /http:\/\/\S+\/welcome#\S+/.exec(line)?.[0]
    if (!link) continue
    const stop = async () => {
      child.kill('SIGTERM')
      await ended
    }
    return { link, url: link.replace(/welcome#.*/, ''), stop }
  }
  throw new Error('The server printed no link')
}
