import Typography from '@mui/material/Typography'
import { useNavigate } from 'react-router'
import type { LoggedModel } from '#contract/logged-models.ts'
import { useDeleteLoggedModel } from '../../api/logged-models.ts'
import { paths } from '../../paths.ts'
import { ConfirmDeleteButton } from '../../ui/forms/ConfirmDeleteButton.tsx'
import { toast } from '../../ui/feedback/toast.ts'
import { useRegisteredFrom } from './use-registered-from.ts'

/** Deletes a logged model after asking, because MLflow's API cannot restore it. */
export function DeleteLoggedModelButton({ model }: { model: LoggedModel }) {
  const { info } = model
  const remove = useDeleteLoggedModel()
  const { versions } = useRegisteredFrom(model)
  const navigate = useNavigate()
  return (
    <ConfirmDeleteButton
      title={`Delete logged model “${info.name}”?`}
      confirm="Delete logged model"
      remove={remove}
      input={info.model_id}
      onDeleted={() => {
        toast({ text: `Logged model “${info.name}” deleted.` })
        void navigate(info.source_run_id ? paths.runModels(info.source_run_id) : paths.runs([info.experiment_id]))
      }}
    >
      <Typography gutterBottom>
        Its metrics, params and tags disappear now; its files are deleted at the server’s next clean-up. The run that
        logged it stays. You can’t undo this.
      </Typography>
      {versions.length > 0 && (
        <Typography>
          <strong>
            {versions.length === 1 ? 'One version is' : `${versions.length} versions are`} registered from it
          </strong>
          : {versions.map(({ name, version }) => `${name} version ${version}`).join(', ')}. They stay in the registry
          but lose their files at that clean-up.
        </Typography>
      )}
    </ConfirmDeleteButton>
  )
}
