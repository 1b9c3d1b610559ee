import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:net'

/** Systems give no port of this range to whoever asks for any: Linux begins at 32768, others later. */
const RANGE = [16_384, 32_768] as const
/** Workers of one run choose from different parts of it. */
const WORKERS = 8
const worker = Number(process.env['TEST_WORKER_INDEX'] ?? process.env['VITEST_POOL_ID'] ?? 0) % WORKERS
const given = new Set<number>()

/** A port of 127.0.0.1 that nobody listens on, to be opened later or closed and opened again: no other test gets it meanwhile. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(...RANGE)
    if (port % WORKERS !== worker) continue
    if (given.has(port)) continue
    given.add(port)
    const server = createServer().listen(port, '127.0.0.1')
    try {
      await once(server, 'listening')
    } catch {
      continue // it is taken
    }
    server.close()
    await once(server, 'close')
    return port
  }
}
