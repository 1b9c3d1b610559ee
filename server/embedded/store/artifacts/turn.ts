import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long one turn may take, in ms: meanwhile nobody else is answered. */
const TURN_MS = 5

/** Works that wait for their next turn. One has it before others are answered: together, twelve would take twelve times as long. */
const waiting: (() => void)[] = []

async function giveTurns(): Promise<void> {
  while (waiting.length > 0) {
    await nextTurn()
    waiting.shift()?.()
  }
}

function myTurn(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  if (waiting.push(resolve) === 1) void giveTurns()
  return promise
}

/** For long work on the main thread: says when others must have a turn, and gives them one. */
export function openTurn() {
  let until = performance.now() + TURN_MS
  return {
    isOver: () => performance.now() >= until,
    async next() {
      await myTurn()
      until = performance.now() + TURN_MS
    },
  }
}

/** So many are sorted, or merged, between two looks at the clock. */
const TOGETHER = 512

/** As `toSorted`, in turns: 100,000 paths take 0.1 s. Merges from one array into another and back, so that there are only two. */
export async function sortedInTurns<T>(items: readonly T[], compare: (a: T, b: T) => number): Promise<T[]> {
  const turn = openTurn()
  let from: T[] = []
  for (let at = 0; at < items.length; at += TOGETHER) {
    if (turn.isOver()) await turn.next()
    from.push(...items.slice(at, at + TOGETHER).toSorted(compare))
  }
  let to = from.slice()
  for (let length = TOGETHER; length < from.length; length *= 2) {
    for (let at = 0; at < from.length; at += 2 * length) {
      const middle = Math.min(at + length, from.length)
      const end = Math.min(middle + length, from.length)
      for (let i = at, j = middle, next = at; next < end; next += 1) {
        if (next % TOGETHER === 0 && turn.isOver()) await turn.next()
        to[next] = j >= end || (i < middle && compare(from[i]!, from[j]!) <= 0) ? from[i++]! : from[j++]!
      }
    }
    ;[from, to] = [to, from]
  }
  return from
}
