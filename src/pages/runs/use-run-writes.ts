import { useState } from 'react'
import type { Outcome } from '../../api/each.ts'
import { type ManyRuns, useDeleteRuns, useRestoreRuns } from '../../api/many-runs.ts'
import { toast } from '../../ui/toast.ts'

export type Progress = { text: string; stop: () => void }

const runs = (count: number) => (count === 1 ? '1 run' : `${count} runs`)
/** So many take no time worth speaking of. */
const FEW = 10

/** Deletes and restores runs, each offering its opposite; many at once show how far they are, and can be stopped. */
export function useRunWrites() {
  const [progress, setProgress] = useState<Progress>()
  const deletion = useDeleteRuns()
  const restoration = useRestoreRuns()

  async function through(verb: string, ids: readonly string[], start: (input: ManyRuns) => Promise<Outcome>) {
    const stopper = new AbortController()
    const stop = () => stopper.abort()
    const onProgress = (count: number) => {
      if (ids.length > FEW) setProgress({ text: `${verb} ${count} of ${ids.length}`, stop })
    }
    try {
      return await start({ ids, onProgress, signal: stopper.signal })
    } finally {
      setProgress(undefined)
    }
  }

  async function restore(ids: readonly string[]): Promise<void> {
    const { done, refused } = await through('Restoring', ids, restoration.mutateAsync)
    if (done.length > 0) toast({ text: `${runs(done.length)} restored.` })
    sayRefused(refused, 'restored')
  }

  async function remove(ids: readonly string[]): Promise<void> {
    const { done, refused } = await through('Deleting', ids, deletion.mutateAsync)
    const undo = { text: 'Undo', run: () => void restore(done) }
    if (done.length > 0) toast({ text: `${runs(done.length)} deleted.`, action: undo })
    sayRefused(refused, 'deleted')
  }

  return { progress, remove, restore, isPending: deletion.isPending || restoration.isPending }
}

function sayRefused([first, ...rest]: Outcome['refused'], what: string) {
  if (first) toast({ text: `${runs(rest.length + 1)} could not be ${what}: ${first.error.message}`, tone: 'error' })
}
