import Button from '@mui/material/Button'
import ToggleButton from '@mui/material/ToggleButton'
import { ArrowUp } from 'lucide-react'
import { type ComponentProps, useRef, useState } from 'react'
import { Link as RouterLink } from 'react-router'
import type { Run } from '#contract/runs.ts'
import type { Tag } from '#contract/values.ts'
import { useServerRights } from '../../../api/access/access.ts'
import { useMayAll } from '../../../api/access/may-all.ts'
import type { RunSearch } from '../../../api/runs.ts'
import type { KeyColumn } from '../../../domain/runs/run-keys.ts'
import { counted, TableBar } from '../../../ui/table/TableBar.tsx'
import type { ColumnChoice } from '../../../ui/table/ColumnChoices.tsx'
import { ColumnPicker } from '../../../ui/table/ColumnPicker.tsx'
import { ValueSelect } from '../../../parts/metrics/ValueSelect.tsx'
import { CompareButton } from './CompareButton.tsx'
import { useRunsTable } from './runs-table.ts'
import type { useRunWrites } from '../use-run-writes.ts'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'
import type { Values } from './exported-runs.ts'
import { toast } from '../../../ui/feedback/toast.ts'
import { WriteButton } from '../../../ui/forms/WriteButton.tsx'
import { whenReachable } from '../../../api/connection.ts'

const TagRunsDialog = onDemand(async () => (await import('./TagRunsDialog.tsx')).TagRunsDialog)

type Props = {
  count: number | undefined
  /** The number of new runs, and how to show them. */
  newCount: number
  onShowNew: () => void
  hasMore: boolean
  selected: readonly Run[]
  onClear: () => void
  search: RunSearch
  /** The page that compares all runs of the search. */
  compareAll: string
  writes: ReturnType<typeof useRunWrites>
  /** Undefined if no run has a parent. */
  nesting: { isTree: boolean; onChange: (isTree: boolean) => void } | undefined
  /** Which value of metrics is shown. */
  value: ComponentProps<typeof ValueSelect>
  /** Says which values are better. */
  tags: readonly Tag[]
  sortedHere: ExportButtonProps['sortedHere']
  picker: ColumnChoice
}

/** The bar above the runs: count, actions on the selection, and view options. */
export function RunsBar(props: Props) {
  const { count, hasMore, newCount, onShowNew, selected, onClear, search, compareAll, writes, nesting, value, picker } =
    props
  const [isTagging, setTagging] = useState(false)
  const inStage = (stage: 'active' | 'deleted') => selected.filter(({ info }) => info.lifecycle_stage === stage)
  const [active, deleted] = [inStage('active'), inStage('deleted')]
  const only = selected.length === 1 ? active[0] : undefined
  const { progress, remove, restore, isDeleting, isRestoring } = writes
  const table = useRunsTable()
  const { register } = useServerRights()
  const may = useMayAll(selected.map(({ info }) => info.experiment_id))
  return (
    <>
      <TableBar
        status={progress?.text ?? counted(count, 'run', 'runs', hasMore)}
        selected={progress ? 0 : selected.length}
        onClear={onClear}
        news={
          newCount > 0 && (
            <Button variant="text" startIcon={<ArrowUp size={14} aria-hidden />} onClick={onShowNew}>
              {newCount === 1 ? '1 new run' : `${newCount} new runs`}
            </Button>
          )
        }
        selectedActions={
          <>
            {selected.length > 1 && <CompareButton selected={selected} choice={value.value} />}
            {only && register && <Button onClick={() => table.register(only)}>Register model</Button>}
            {active.length > 0 && may.edit && <Button onClick={() => setTagging(true)}>Tag</Button>}
            {active.length > 0 && may.remove && (
              <WriteButton
                pending={isDeleting}
                disabled={isRestoring}
                onClick={() => void remove(active).then(onClear)}
              >
                Delete
              </WriteButton>
            )}
            {deleted.length > 0 && may.remove && (
              <WriteButton
                pending={isRestoring}
                disabled={isDeleting}
                onClick={() => void restore(deleted).then(onClear)}
              >
                Restore
              </WriteButton>
            )}
          </>
        }
      >
        {progress && <Button onClick={progress.stop}>Stop</Button>}
        {nesting && (
          <ToggleButton
            value="nest"
            size="small"
            selected={nesting.isTree}
            onChange={() => nesting.onChange(!nesting.isTree)}
            sx={{ py: 0.75 }} // as tall as the buttons beside it
          >
            Group child runs
          </ToggleButton>
        )}
        {selected.length === 0 && (count ?? 0) > 1 && (
          <Button component={RouterLink} to={compareAll}>
            Compare all
          </Button>
        )}
        <ValueSelect {...value} />
        <ExportButton
          search={search}
          selected={selected}
          values={{ choice: value.value, tags: props.tags }}
          sortedHere={props.sortedHere}
        />
        <ColumnPicker {...picker} />
      </TableBar>
      {isTagging && <TagRunsDialog ids={active.map(({ info }) => info.run_id)} onClose={() => setTagging(false)} />}
    </>
  )
}

type ExportButtonProps = {
  search: RunSearch
  /** The selected runs, if any. */
  selected: readonly Run[]
  values: Values
  /** The column by which the runs must be sorted here, because the server cannot. */
  sortedHere: { column: KeyColumn; desc: boolean } | undefined
}

/** Exports runs as CSV, with the chosen values: the selected ones, otherwise all that the search finds, loaded or not. */
function ExportButton({ values, ...wanted }: ExportButtonProps) {
  const [progress, setProgress] = useState<string>()
  const stopper = useRef<AbortController>(null)
  const start = async () => {
    const { signal } = (stopper.current = new AbortController())
    setProgress('0 so far')
    try {
      const { exportedRuns } = await whenReachable(() => import('./exported-runs.ts'))
      const runs = await exportedRuns({ ...wanted, ...values }, { onProgress: setProgress, signal })
      const { runsCsv } = await whenReachable(() => import('./runs-csv.ts'))
      const { saveText } = await whenReachable(() => import('../../../parts/artifacts/save-target.ts'))
      saveText(runsCsv(runs, values), `runs-${wanted.search.experimentIds.join('-')}.csv`, 'text/csv')
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      if (!signal.aborted) toast({ text: `The runs could not be exported: ${why}`, tone: 'error' })
    } finally {
      setProgress(undefined)
    }
  }
  if (progress !== undefined)
    return <Button onClick={() => stopper.current?.abort()}>{`Stop exporting (${progress})`}</Button>
  return <Button onClick={() => void start()}>Export CSV</Button>
}
