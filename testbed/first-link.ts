import { createInterface } from 'node:readline'
import { spawnServer } from './server.ts'

/** Starts a server with accounts on a data folder without an admin, and returns the link that it prints for the first one. */
export async function startWithoutAdmin(data: string) {
  const { child, ended } = spawnServer(['--port', '0', '--data', data, '--auth', 'accounts'])
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
