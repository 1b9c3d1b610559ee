import { readdirSync, readFileSync } from 'node:fs'
import { leastOf } from '../scripts/processor-time.ts'
import type { Server } from './server.ts'

/** The processor time that a server takes for some work, in ms, least of up to three: as scripts/processor-time.ts for another process. */
export async function processorTimeOf(server: Server, work: () => Promise<unknown>, most: number): Promise<number> {
  return leastOf(most, async () => {
    const before = timeOf(server)
    await work()
    return timeOf(server) - before
  })
}

/** The time that a server's threads have had a processor, in ms. Only Linux says; elsewhere it is the time that passes. */
function timeOf({ process: { pid } }: Server): number {
  if (process.platform !== 'linux') return performance.now()
  const threads = readdirSync(`/proc/${pid}/task`).map((thread) => nanosecondsOf(`/proc/${pid}/task/${thread}`))
  return threads.reduce((sum, each) => sum + each, 0) / 1e6
}

function nanosecondsOf(thread: string): number {
  try {
    return Number(readFileSync(`${thread}/schedstat`, 'utf8').split(' ', 1)[0])
  } catch {
    return 0 // it has just ended
  }
}
