// For tests of the app and of the contract too, which are compiled without Node's types.
type Usage = { user: number; system: number }
const { process } = globalThis as unknown as { process: { threadCpuUsage(before?: Usage): Usage } }

/**
 * The processor time of this thread for some work, in ms, so that a limit holds on a busy machine. Does the work up to three times
 * while it takes more than `most`, since compilation or garbage collection may have slowed the first; gives the least.
 */
export async function processorTime(work: () => unknown, most: number): Promise<number> {
  return leastOf(most, async () => {
    const before = process.threadCpuUsage()
    await work()
    const { user, system } = process.threadCpuUsage(before)
    return (user + system) / 1000
  })
}

/** Measures up to three times, until it is at most `most`; gives the least. */
export async function leastOf(most: number, measure: () => Promise<number>): Promise<number> {
  let least = Infinity
  for (let round = 0; round < 3 && least > most; round += 1) least = Math.min(least, await measure())
  return least
}
