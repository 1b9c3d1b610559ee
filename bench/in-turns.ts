/** Sends a request, the `turn`th of its kind; gives the status of the answer. */
export type Sends = (turn: number) => Promise<number>

/**
 * The times of two requests that take turns for `ms` milliseconds each, either first as often as the other, so that what else the machine
 * does falls on both. Throws if one is refused.
 */
export async function inTurns(what: string, both: readonly [Sends, Sends], ms: number): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []]
  const end = performance.now() + ms * 2
  for (let turn = 0; turn < 50 || performance.now() < end; turn += 1)
    for (const at of turn % 2 === 0 ? ([0, 1] as const) : ([1, 0] as const)) {
      const from = performance.now()
      const status = await both[at](turn)
      if (status !== 200) throw new Error(`${what} was answered with ${status}`)
      times[at].push(performance.now() - from)
    }
  return times
}
