import Typography from '@mui/material/Typography'
import { isActive } from '#contract/stages.ts'
import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { useDeleteVersions } from '../../../api/many-versions.ts'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { toast } from '../../../ui/feedback/toast.ts'
import { versionList } from '../../../domain/version-list.ts'
import { succeeded } from '../../../ui/forms/write.ts'

type Props = { chosen: readonly ModelVersion[]; model: RegisteredModel; onDone: () => void; onClose: () => void }

/** Deletes several versions after listing the consequences and which of them are in use. */
export function DeleteVersionsDialog({ chosen, model, onDone, onClose }: Props) {
  const remove = useDeleteVersions()
  const numbers = chosen.map(({ version }) => version)
  const active = chosen.filter(({ current_stage }) => isActive(current_stage)).map(({ version }) => version)
  const aliases = (model.aliases ?? [])
    .filter(({ version }) => numbers.includes(version))
    .map(({ alias }) => `@${alias}`)
  const confirm = async () => {
    if (!(await succeeded(remove, { versions: chosen }))) return
    toast({ text: `Deleted ${versionList(numbers)}.` })
    onDone()
  }
  return (
    <ConfirmDialog
      title={`Delete ${versionList(numbers)} of “${model.name}”?`}
      confirm={numbers.length === 1 ? 'Delete version' : `Delete ${numbers.length} versions`}
      destructive
      write={remove}
      onConfirm={() => void confirm()}
      onClose={onClose}
    >
      {active.length > 0 && (
        <Typography gutterBottom>
          <strong>Currently in Staging or Production: {versionList(active)}.</strong> Code that loads the model by stage
          will get another version, or fail.
        </Typography>
      )}
      <Typography>
        Their descriptions, tags and stages{' '}
        {aliases.length > 0 && ` and the ${aliases.length === 1 ? 'alias' : 'aliases'} ${aliases.join(', ')}`} are
        deleted too. Version numbers are not reused. The files stay.
      </Typography>
    </ConfirmDialog>
  )
}
