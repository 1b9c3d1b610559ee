import { useMemo } from 'react'
import type { Run } from '#contract/runs.ts'
import { pointAt, usePointed } from '../../../../domain/compare/pointed.ts'

/** The index of the run that is pointed at, here or elsewhere on the page, and what points at another. */
export function useMarked(runs: readonly Run[]) {
  const pointed = usePointed()
  const marked = useMemo(() => {
    const at = runs.findIndex(({ info }) => info.run_id === pointed)
    return at < 0 ? undefined : at
  }, [runs, pointed])
  const mark = (index: number | undefined) => pointAt(index === undefined ? undefined : runs[index]?.info.run_id)
  return [marked, mark] as const
}
