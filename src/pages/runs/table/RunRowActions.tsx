import { PackagePlus, RotateCcw, Trash2 } from 'lucide-react'
import type { Run } from '#contract/runs.ts'
import { useMay, useServerRights } from '../../../api/access/access.ts'
import { useRunsTable } from './runs-table.ts'
import { IconButton } from '../../../ui/controls/IconButton.tsx'

/** Row actions: register a model and delete, or restore. */
export function RunRowActions({ run }: { run: Run }) {
  const table = useRunsTable()
  const { remove } = useMay(run.info)
  const { register } = useServerRights()
  const name = run.info.run_name || run.info.run_id
  if (run.info.lifecycle_stage === 'deleted')
    return (
      remove && (
        <IconButton label={`Restore ${name}`} hint="Restore" onClick={() => table.restore(run)}>
          <RotateCcw size={14} aria-hidden />
        </IconButton>
      )
    )
  return (
    <>
      {register && (
        <IconButton label={`Register a model of ${name}`} hint="Register model" onClick={() => table.register(run)}>
          <PackagePlus size={14} aria-hidden />
        </IconButton>
      )}
      {remove && (
        <IconButton label={`Delete ${name}`} hint="Delete" onClick={() => table.remove(run)}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      )}
    </>
  )
}
