import { readFileSync } from 'node:fs'
import type { Server } from './server.ts'

/** The peak memory of the process in bytes; only Linux can say. */
export function peakMemory({ process: { pid } }: Server): number | undefined {
  try {
    const kilobytes = /VmHWM:\s*(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    return undefined // not Linux
  }
}
