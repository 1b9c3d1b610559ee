import type { Experiment } from '#contract/experiments.ts'
import { useDeleteExperiment, useRestoreExperiment } from '../../api/experiments.ts'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { toast } from '../../ui/feedback/toast.ts'
import { succeeded } from '../../ui/forms/write.ts'

type Props = { experiment: Experiment; onClose: () => void }

/** Asks before deleting an experiment, and offers Undo afterwards. */
export function DeleteExperimentDialog({ experiment: { name, experiment_id }, onClose }: Props) {
  const remove = useDeleteExperiment()
  const restore = useRestoreExperiment()
  const confirm = async () => {
    if (!(await succeeded(remove, experiment_id))) return
    onClose()
    toast({
      text: `Experiment “${name}” and its runs deleted.`,
      action: { text: 'Undo', run: () => void succeeded(restore, experiment_id) },
    })
  }
  return (
    <ConfirmDialog
      title={`Delete experiment “${name}”?`}
      confirm="Delete experiment"
      destructive
      write={remove}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      All its runs are deleted too, and its name can’t be reused. Registered models and files stay. Restoring it brings
      back all its runs, including any you deleted earlier.
    </ConfirmDialog>
  )
}
