import { useState } from 'react'
import type { Run } from '#contract/runs.ts'
import { SomeRefused } from '../../api/writes/each.ts'
import { type ManyRuns, useDeleteRuns, useRestoreRuns } from '../../api/many-runs.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { formatCount } from '../../ui/text/format-count.ts'

export type Progress = { text: string; stop: () => void }

/** Up to this many finish quickly enough to need no progress. */
const FEW = 10

/** Deletes and restores runs, each with Undo; longer jobs show their progress and can be stopped. */
export function useRunWrites() {
  const [progress, setProgress] = useState<Progress>()
  const deletion = useDeleteRuns()
  const restoration = useRestoreRuns()

  async function through(verb: string, runs: readonly Run[], start: (input: ManyRuns) => Promise<string[]>) {
    const stopper = new AbortController()
    const stop = () => stopper.abort()
    const onProgress = (count: number) => {
      if (runs.length > FEW) setProgress({ text: `${verb} ${formatCount(count)} of ${formatCount(runs.length)}`, stop })
    }
    try {
      const ids = runs.map(({ info }) => info.run_id)
      const done = new Set(await start({ ids, onProgress, signal: stopper.signal }).catch(doneOf))
      return runs.filter(({ info }) => done.has(info.run_id))
    } finally {
      setProgress(undefined)
    }
  }

  async function restore(runs: readonly Run[]): Promise<void> {
    const changed = await through('Restoring', runs, restoration.mutateAsync)
    if (changed.length > 0) toast({ text: `${named(changed)} restored.` })
  }

  async function remove(runs: readonly Run[]): Promise<void> {
    const changed = await through('Deleting', runs, deletion.mutateAsync)
    const undo = { text: 'Undo', run: () => void restore(changed) }
    if (changed.length > 0) toast({ text: `${named(changed)} deleted.`, action: undo })
  }

  return { progress, remove, restore, isDeleting: deletion.isPending, isRestoring: restoration.isPending }
}

/** A single run is called by its name. */
function named(runs: readonly Run[]): string {
  const [first, ...rest] = runs
  return first && rest.length === 0
    ? `“${first.info.run_name || first.info.run_id}”`
    : `${formatCount(runs.length)} runs`
}

/** Says what was refused; gives what was done all the same. */
function doneOf(error: unknown): string[] {
  if (!(error instanceof SomeRefused)) throw error
  toast({ text: error.message, tone: 'error' })
  return error.done
}
