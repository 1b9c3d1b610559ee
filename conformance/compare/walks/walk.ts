import { setTimeout as wait } from 'node:timers/promises'
import * as fc from 'fast-check'
import { short } from '../engine/generate.ts'
import { type Ledger, partsWays, unexplained } from '../engine/ledger.ts'
import { exchange, type Pair, requestOf } from '../engine/pair.ts'
import type { Step } from '../engine/plan.ts'
import { makeSubject } from '../engine/run-plan.ts'
import type { Side } from '../engine/side.ts'

/**
 * Sequences of calls over a small pool of names. A step that creates something keeps its id under a plain name (`run`);
 * the first is then `{run0}`, the next `{run1}`. In all texts `{n}` is a number that no other walk has.
 */
export type Walk = {
  name: string
  /** Calls to make first. */
  before: readonly Step[]
  step: fc.Arbitrary<Step>
  /** Reads everything that a walk may have created, to compare at its end. */
  dump: readonly Step[]
}

/** The first difference between two servers: after how many steps of the path, and in what. */
export type Fault = { steps: number; problems: string[] }

/** The paths of a seed: each has 20 to 60 steps. */
export const pathsOf = ({ step }: Walk, seed: number, numRuns: number): Step[][] =>
  fc.sample(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), { seed, numRuns })

/** Runs a path on both servers until they differ in a way that no entry of DIFFERENCES.md explains. */
export async function takeWalk(
  servers: Pair,
  ledger: Ledger,
  { before, dump }: Walk,
  path: readonly Step[],
): Promise<Fault | undefined> {
  const starts: number[] = []
  const side = (server: Side): Side => ({ ...server, names: new Map(), steps: starts })
  const pair = { real: side(servers.real), ours: side(servers.ours) }
  await makeSubject(pair, [])
  const made = new Map<string, number>()
  for (const [index, step] of [...before, ...path].entries()) {
    await nextMillisecond(starts)
    const found = await exchange(pair, requestOf(step.call, step.input), numbered(step, made))
    const isTaken = found.real.status < 400
    const problems = unexplained(ledger, step.call, `step ${index + 1}`, found)
    if (problems.length === 0 && partsWays(step.call, found))
      problems.push(`step ${index + 1}: only one server accepted it, so everything after differs: ${told(step)}`)
    if (problems.length > 0) return { steps: Math.max(0, index + 1 - before.length), problems }
    if (isTaken) for (const kept of Object.keys(step.keep ?? {})) made.set(kept, (made.get(kept) ?? 0) + 1)
  }
  const problems = await compareAll(pair, ledger, dump)
  return problems.length > 0 ? { steps: path.length, problems } : undefined
}

/** Sends a few at a time, since they only read. */
async function compareAll(pair: Pair, ledger: Ledger, dump: readonly Step[]): Promise<string[]> {
  const left = [...dump]
  const problems: string[] = []
  const compareOn = async () => {
    for (let step = left.shift(); step; step = left.shift()) {
      const found = await exchange(pair, requestOf(step.call, step.input))
      problems.push(...unexplained(ledger, step.call, 'at the end', found))
    }
  }
  await Promise.all([compareOn(), compareOn(), compareOn(), compareOn()])
  return problems
}

/** Waits until the next millisecond, so that a time in an answer identifies its step. */
async function nextMillisecond(starts: number[]): Promise<void> {
  const last = Date.now()
  while (Date.now() === last) await wait(1)
  starts.push(Date.now())
}

const numbered = ({ keep = {} }: Step, made: ReadonlyMap<string, number>) =>
  Object.fromEntries(Object.entries(keep).map(([name, path]) => [`${name}${made.get(name) ?? 0}`, path]))

/** A step as text for a report. */
export const told = ({ call, input }: Step): string => `${call} ${short(input)}`
