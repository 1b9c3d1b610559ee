import { useState } from 'react'
import type { Run } from '#contract/runs.ts'
import type { Outcome } from '../../api/each.ts'
import { type ManyRuns, useDeleteRuns, useRestoreRuns } from '../../api/many-runs.ts'
import { toast } from '../../ui/feedback/toast.ts'

export type Progress = { text: string; stop: () => void }

/** So many take no time worth speaking of. */
const FEW = 10

/** Deletes and restores runs, each offering its opposite; many at once show how far they are, and can be stopped. */
export function useRunWrites() {
  const [progress, setProgress] = useState<Progress>()
  const deletion = useDeleteRuns()
  const restoration = useRestoreRuns()

  async function through(verb: string, runs: readonly Run[], start: (input: ManyRuns) => Promise<Outcome>) {
    const stopper = new AbortController()
    const stop = () => stopper.abort()
    const onProgress = (count: number) => {
      if (runs.length > FEW) setProgress({ text: `${verb} ${count} of ${runs.length}`, stop })
    }
    try {
      const ids = runs.map(({ info }) => info.run_id)
      const { done, refused } = await start({ ids, onProgress, signal: stopper.signal })
      const changed = new Set(done)
      return { changed: runs.filter(({ info }) => changed.has(info.run_id)), refused }
    } finally {
      setProgress(undefined)
    }
  }

  async function restore(runs: readonly Run[]): Promise<void> {
    const { changed, refused } = await through('Restoring', runs, restoration.mutateAsync)
    if (changed.length > 0) toast({ text: `${named(changed)} restored.` })
    sayRefused(refused, 'restored')
  }

  async function remove(runs: readonly Run[]): Promise<void> {
    const { changed, refused } = await through('Deleting', runs, deletion.mutateAsync)
    const undo = { text: 'Undo', run: () => void restore(changed) }
    if (changed.length > 0) toast({ text: `${named(changed)} deleted.`, action: undo })
    sayRefused(refused, 'deleted')
  }

  return { progress, remove, restore, isPending: deletion.isPending || restoration.isPending }
}

/** One run is called by its name. */
function named(runs: readonly Run[]): string {
  const [first, ...rest] = runs
  return first && rest.length === 0 ? `“${first.info.run_name || first.info.run_id}” is` : `${runs.length} runs are`
}

function sayRefused([first, ...rest]: Outcome['refused'], what: string) {
  const runs = rest.length === 0 ? '1 run' : `${rest.length + 1} runs`
  if (first) toast({ text: `${runs} could not be ${what}: ${first.error.message}`, tone: 'error' })
}
