import { Pencil, RotateCcw, Trash2 } from 'lucide-react'
import type { Experiment } from '#contract/experiments.ts'
import { useRestoreExperiment } from '../../api/experiments.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { succeeded } from '../../ui/forms/write.ts'
import { useExperimentsTable } from './experiments-table.ts'
import { IconButton } from '../../ui/controls/IconButton.tsx'

/** Row actions: rename and delete, or restore. */
export function ExperimentRowActions({ experiment }: { experiment: Experiment }) {
  const { request } = useExperimentsTable()
  const restore = useRestoreExperiment()
  const { name, experiment_id } = experiment
  if (experiment.lifecycle_stage === 'deleted')
    return (
      <IconButton
        label={`Restore ${name}`}
        hint="Restore with all its runs"
        disabled={restore.isPending}
        onClick={() =>
          void succeeded(restore, experiment_id).then((done) => {
            if (done) toast({ text: `“${name}” restored with all its runs.` })
          })
        }
      >
        <RotateCcw size={14} aria-hidden />
      </IconButton>
    )
  return (
    <>
      <IconButton label={`Rename ${name}`} hint="Rename" onClick={() => request({ what: 'rename', experiment })}>
        <Pencil size={14} aria-hidden />
      </IconButton>
      <IconButton label={`Delete ${name}`} hint="Delete" onClick={() => request({ what: 'delete', experiment })}>
        <Trash2 size={14} aria-hidden />
      </IconButton>
    </>
  )
}
