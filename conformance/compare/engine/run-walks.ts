import { chosenPaths, seed } from '../walks/all-walks.ts'
import type { Ledger } from './ledger.ts'
import type { Pair } from './pair.ts'
import type { Step } from './plan.ts'
import { type Fault, takeWalk, type Walk } from '../walks/walk.ts'

const SHORTEN_MS = 30_000

/** Runs all paths of a walk on both servers; returns the number of steps, and the first fault with the path to it. */
export async function runWalks(pair: Pair, ledger: Ledger, walk: Walk): Promise<{ steps: number; problems: string[] }> {
  let steps = 0
  for (const [index, path] of chosenPaths(walk).entries()) {
    steps += path.length
    const fault = await takeWalk(pair, ledger, walk, path)
    if (!fault) continue
    const take = (shorter: readonly Step[]) => takeWalk(pair, ledger, walk, shorter)
    const { way, found } = await shorten(path.slice(0, fault.steps), fault, take)
    const sent = way.map(({ call, input }) => `  ${call} ${JSON.stringify(input)}`)
    return { steps, problems: [`${walk.name}, seed ${seed}, path ${index}:`, ...sent, ...found.problems.slice(0, 5)] }
  }
  return { steps, problems: [] }
}

/** Leaves out steps, first halves and then single ones, as long as the same difference remains. */
async function shorten(
  path: readonly Step[],
  fault: Fault,
  take: (path: readonly Step[]) => Promise<Fault | undefined>,
) {
  const end = Date.now() + SHORTEN_MS
  let [way, found] = [path, fault]
  for (let size = Math.ceil(path.length / 2); size > 0; size = size > 1 ? Math.ceil(size / 2) : 0)
    for (let at = 0; at < way.length && Date.now() < end;) {
      const shorter = [...way.slice(0, at), ...way.slice(at + size)]
      const again = await take(shorter)
      if (again && whatDiffers(again) === whatDiffers(fault)) [way, found] = [shorter, again]
      else at += size
    }
  return { way, found }
}

/** The call and the field of the first problem. */
const whatDiffers = ({ problems: [first = ''] }: Fault) =>
  `${first.split(',')[0]} ${first.split('\n')[1]?.replaceAll(/\d+/g, '')}`
