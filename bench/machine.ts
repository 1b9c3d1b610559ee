import { cpus } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { commitOf } from './start-checkout.ts'

/** How many processors are busy, measured for a second. Other than the machine's load, it has forgotten what the bench itself has just done. */
export async function busyProcessors(): Promise<number> {
  const before = processorTimes()
  await setTimeout(1000)
  const now = processorTimes()
  return ((now.busy - before.busy) / (now.all - before.all)) * cpus().length
}

function processorTimes(): { busy: number; all: number } {
  const times = cpus().map(({ times: { user, nice, sys, irq, idle } }) => ({ busy: user + nice + sys + irq, idle }))
  const busy = times.reduce((sum, one) => sum + one.busy, 0)
  return { busy, all: times.reduce((sum, one) => sum + one.idle, busy) }
}

/** The time, and the commit of this checkout. */
export const nowAtCommit = () =>
  `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC at ${commitOf(import.meta.dirname)}`
