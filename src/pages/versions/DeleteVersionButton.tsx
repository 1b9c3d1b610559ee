import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { ModelVersion } from '#contract/versions.ts'
import { useDeleteVersion } from '../../api/versions.ts'
import { paths } from '../../paths.ts'
import { ConfirmDialog } from '../../ui/forms/ConfirmDialog.tsx'
import { DeleteButton } from '../../ui/forms/DeleteButton.tsx'
import { toast } from '../../ui/feedback/toast.ts'
import { succeeded } from '../../ui/forms/write.ts'

/** Deletes a version after listing the consequences. */
export function DeleteVersionButton({ version }: { version: ModelVersion }) {
  const [isAsking, setAsking] = useState(false)
  const navigate = useNavigate()
  const { name } = version
  const remove = useDeleteVersion({ name, version: version.version })
  const confirm = async () => {
    if (!(await succeeded(remove, version))) return
    toast({ text: `Version ${version.version} of “${name}” deleted.` })
    void navigate(paths.model(name))
  }
  const isActive = version.current_stage === 'Production' || version.current_stage === 'Staging'
  const aliases = version.aliases ?? []
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
          title={`Delete version ${version.version} of “${name}”?`}
          confirm="Delete version"
          destructive
          write={remove}
          onConfirm={() => void confirm()}
          onClose={() => setAsking(false)}
        >
          {isActive && (
            <Typography gutterBottom>
              <strong>It is in {version.current_stage}.</strong> Code that loads the model by stage will get another
              version, or fail.
            </Typography>
          )}
          <Typography>
            Its description, tags and stage
            {aliases.length > 0 && ` and the alias${aliases.length > 1 ? 'es' : ''} @${aliases.join(', @')}`} are
            deleted too. Version numbers are not reused. The files stay.
          </Typography>
        </ConfirmDialog>
      )}
    </>
  )
}
