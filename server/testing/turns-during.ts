import { setImmediate as nextTurn } from 'node:timers/promises'

/** How often others have a turn while this thread works on something. */
export async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0
  const others = new AbortController()
  const counting = (async () => {
    for (; !others.signal.aborted; turns++) await nextTurn()
  })()
  await work.finally(() => others.abort())
  await counting
  return turns
}
