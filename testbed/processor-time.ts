import { leastOf } from '../scripts/processor-time.ts'
import { processorMs } from './processes.ts'
import type { Server } from './server.ts'

/** The processor time that a server takes for some work, in ms, least of up to three: as scripts/processor-time.ts for another process. */
export async function processorTimeOf({ process: { pid } }: Server, work: () => Promise<unknown>, most: number) {
  return leastOf(most, async () => {
    const before = timeOf(pid)
    await work()
    return timeOf(pid) - before
  })
}

/** Only Linux tells the processor time of another process; elsewhere it is the time that passes. */
const timeOf = (pid: number | undefined) => (process.platform === 'linux' ? processorMs(pid) : performance.now())
