import type { Experiment } from '#contract/experiments.ts'
import { useRenameExperiment } from '../../api/experiments.ts'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { succeeded } from '../../ui/forms/write.ts'
import { NameField } from '../../ui/forms/NameField.tsx'
import { useExperimentName } from './use-experiment-name.ts'

type Props = { experiment: Experiment; onClose: () => void }

export function RenameExperimentDialog({ experiment, onClose }: Props) {
  const { text, name, setName, problem } = useExperimentName(experiment.name)
  const rename = useRenameExperiment(experiment.experiment_id)
  const save = async () => {
    if (await succeeded(rename, name)) onClose()
  }
  return (
    <ConfirmDialog
      title="Rename experiment"
      confirm="Rename"
      disabled={problem !== undefined || name === experiment.name}
      // The field shows the error.
      write={{ isPending: rename.isPending, error: null }}
      onConfirm={() => void save()}
      onClose={onClose}
    >
      <NameField
        name={text}
        stored={name}
        problem={problem ?? rename.error?.message}
        onChange={(next) => {
          rename.reset()
          setName(next)
        }}
      />
    </ConfirmDialog>
  )
}
