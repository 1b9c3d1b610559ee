import type { Run } from '#contract/runs.ts'
import { factsOf } from '../../../domain/run-facts.ts'

/** A line of the runs table: a run, how deep it stands below its ancestors, and whether its own children are shown. */
export type RunRow = { run: Run; depth: number; childCount: number; isOpen: boolean }

export const asList = (runs: readonly Run[]): RunRow[] =>
  runs.map((run) => ({ run, depth: 0, childCount: 0, isOpen: false }))

/**
 * The runs with children below their parents. A family stands where the first of it stood, and the children keep the
 * order of the list. A child whose parent is not among the runs stands for itself.
 */
export function asTree(runs: readonly Run[], closed: ReadonlySet<string>): RunRow[] {
  const byId = new Map(runs.map((run) => [run.info.run_id, run]))
  const parentOf = (run: Run) => byId.get(factsOf(run).parent ?? '')
  const children = Map.groupBy(runs, parentOf)
  const rows: RunRow[] = []
  const placed = new Set<Run>()

  const place = (run: Run, depth: number, isShown: boolean) => {
    if (placed.has(run)) return // also what ends a circle of parents
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

/** The parents that these runs name and that are not among them. */
export function missingParents(runs: readonly Run[]): string[] {
  const here = new Set(runs.map(({ info }) => info.run_id))
  const named = new Set(runs.flatMap((run) => factsOf(run).parent ?? []))
  return [...named].filter((id) => !here.has(id) && /^\w+$/.test(id)).toSorted() // a tag can hold anything
}
