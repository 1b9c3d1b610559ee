import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { LoggedModel } from '#contract/logged-models.ts'
import { useDeleteLoggedModel } from '../../api/logged-models.ts'
import { paths } from '../../paths.ts'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { DeleteButton } from '../../ui/forms/DeleteButton.tsx'
import { toast } from '../../ui/feedback/toast.ts'
import { succeeded } from '../../ui/forms/write.ts'
import { useRegisteredFrom } from './use-registered-from.ts'

/** Deletes a logged model after asking, because MLflow's API cannot restore it. */
export function DeleteLoggedModelButton({ model }: { model: LoggedModel }) {
  const { info } = model
  const [isAsking, setAsking] = useState(false)
  const remove = useDeleteLoggedModel()
  const { versions } = useRegisteredFrom(model)
  const navigate = useNavigate()
  const confirm = async () => {
    if (!(await succeeded(remove, info.model_id))) return
    toast({ text: `Logged model “${info.name}” deleted.` })
    void navigate(info.source_run_id ? paths.runModels(info.source_run_id) : paths.runs([info.experiment_id]))
  }
  return (
    <>
      <DeleteButton
        onClick={() => {
          remove.reset()
          setAsking(true)
        }}
      />
      {isAsking && (
        <ConfirmDialog
          title={`Delete logged model “${info.name}”?`}
          confirm="Delete logged model"
          destructive
          write={remove}
          onConfirm={() => void confirm()}
          onClose={() => setAsking(false)}
        >
          <Typography gutterBottom>
            Its metrics, params and tags disappear now; its files are deleted at the server’s next clean-up. The run
            that logged it stays. You can’t undo this.
          </Typography>
          {versions.length > 0 && (
            <Typography>
              <strong>
                {versions.length === 1 ? 'One version is' : `${versions.length} versions are`} registered from it
              </strong>
              : {versions.map(({ name, version }) => `${name} version ${version}`).join(', ')}. They stay in the
              registry but lose their files at that clean-up.
            </Typography>
          )}
        </ConfirmDialog>
      )}
    </>
  )
}
