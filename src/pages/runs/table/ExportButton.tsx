import Button from '@mui/material/Button'
import { useRef, useState } from 'react'
import type { Run } from '#contract/runs.ts'
import { allRuns } from '../../../api/many-runs.ts'
import type { RunSearch } from '../../../api/runs.ts'
import { toast } from '../../../ui/feedback/toast.ts'

type Props = {
  search: RunSearch
  /** The selected runs, if any. */
  selected: readonly Run[]
}

/** Exports runs as CSV: the selected ones, otherwise all that the search finds, loaded or not. */
export function ExportButton({ search, selected }: Props) {
  const [count, setCount] = useState<number>()
  const stopper = useRef<AbortController>(null)
  const start = async () => {
    const { signal } = (stopper.current = new AbortController())
    setCount(0)
    try {
      const runs = selected.length > 0 ? selected : await allRuns(search, { onProgress: setCount, signal })
      const { runsCsv } = await import('./runs-csv.ts')
      save(runsCsv(runs), `runs-${search.experimentIds.join('-')}.csv`)
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      if (!signal.aborted) toast({ text: `The runs could not be exported: ${why}`, tone: 'error' })
    } finally {
      setCount(undefined)
    }
  }
  if (count !== undefined)
    return <Button onClick={() => stopper.current?.abort()}>{`Stop exporting (${count} so far)`}</Button>
  return <Button onClick={() => void start()}>Export CSV</Button>
}

function save(text: string, name: string) {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
