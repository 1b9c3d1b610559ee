import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** Counts, for each direction between a client and a server, the secrets seen and the bytes. */
export type Seen = { secretsUp: number; secretsDown: number; bytesDown: number }

export type Tap = { port: number; seen: Seen; close: () => Promise<void> }

/**
 * A listener on 127.0.0.1, on a free port or `port`, that passes every byte to `target` and back, unchanged, and counts `secrets` on the
 * way, in headers, pages, scripts, errors and downloads.
 */
export async function openTap(target: number, secrets: readonly string[], port = 0): Promise<Tap> {
  const seen: Seen = { secretsUp: 0, secretsDown: 0, bytesDown: 0 }
  const sockets = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (client) => {
    const upstream = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    const up = counter(secrets)
    const down = counter(secrets)
    client.on('data', (bytes) => (seen.secretsUp += up(bytes as Buffer)))
    upstream.on('data', (bytes) => {
      seen.bytesDown += bytes.length
      seen.secretsDown += down(bytes as Buffer)
    })
    client.pipe(upstream)
    upstream.pipe(client)
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => other.destroy()) // if one side breaks off, so does the other, as without a tap
      socket.on('close', () => {
        sockets.delete(socket)
        if (socket.errored ?? socket.destroyed) other.destroySoon()
      })
    }
  }).listen(port, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return {
    port: (server.address() as AddressInfo).port, // not a string, since it listens on TCP
    seen,
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Counts occurrences of `words`, also if a word is split across reads or across the chunks of a body. */
function counter(words: readonly string[]): (bytes: Buffer) => number {
  const longest = Math.max(...words.map((word) => word.length)) + CHUNK_HEAD
  let tail = ''
  return (bytes) => {
    const text = tail + bytes.toString('latin1')
    let count = 0
    for (const word of words) count += occurrences(text, word) - occurrences(tail, word)
    tail = text.slice(-longest)
    return count
  }
}

/** The most characters between two chunks of a body. */
const CHUNK_HEAD = 12
const occurrences = (text: string, word: string) => text.replaceAll(/\r\n[0-9a-f]{1,8}\r\n/g, '').split(word).length - 1
