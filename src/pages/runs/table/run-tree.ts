import type { Run } from '#contract/runs.ts'
import { factsOf } from '../../../domain/runs/run-facts.ts'

/** A row of the runs table: a run, its depth below its ancestors, and whether its children are shown. */
export type RunRow = { run: Run; depth: number; childCount: number; isOpen: boolean }

export const asList = (runs: readonly Run[]): RunRow[] =>
  runs.map((run) => ({ run, depth: 0, childCount: 0, isOpen: false }))

/**
 * Puts child runs below their parents. A family takes its first member's place, and children keep the list's order. A
 * child without its parent in the list is a row of its own.
 */
export function asTree(runs: readonly Run[], closed: ReadonlySet<string>): RunRow[] {
  const byId = new Map(runs.map((run) => [run.info.run_id, run]))
  const parentOf = (run: Run) => byId.get(factsOf(run).parent ?? '')
  const children = Map.groupBy(runs, parentOf)
  const rows: RunRow[] = []
  const placed = new Set<Run>()

  const place = (run: Run, depth: number, isShown: boolean) => {
    if (placed.has(run)) return // also stops at cycles of parents
    placed.add(run)
    const own = children.get(run) ?? []
    const isOpen = !closed.has(run.info.run_id)
    if (isShown) rows.push({ run, depth, childCount: own.length, isOpen })
    for (const child of own) place(child, depth + 1, isShown && isOpen)
  }
  for (const run of runs) place(rootOf(run, parentOf), 0, true)
  return rows
}

function rootOf(run: Run, parentOf: (run: Run) => Run | undefined): Run {
  const seen = new Set([run])
  for (let at = run; ;) {
    const parent = parentOf(at)
    if (!parent || seen.has(parent)) return at
    seen.add(parent)
    at = parent
  }
}

/** The parents named by these runs but not among them. */
export function missingParents(runs: readonly Run[]): string[] {
  const here = new Set(runs.map(({ info }) => info.run_id))
  const named = new Set(runs.flatMap((run) => factsOf(run).parent ?? []))
  return [...named].filter((id) => !here.has(id) && /^\w+$/.test(id)).toSorted() // a tag can contain anything
}
