import Typography from '@mui/material/Typography'
import { useNavigate } from 'react-router'
import { isActive } from '#contract/stages.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { useDeleteVersion } from '../../api/versions.ts'
import { paths } from '../../paths.ts'
import { ConfirmDeleteButton } from '../../ui/forms/ConfirmDeleteButton.tsx'
import { toast } from '../../ui/feedback/toast.ts'

/** Deletes a version after listing the consequences. */
export function DeleteVersionButton({ version }: { version: ModelVersion }) {
  const navigate = useNavigate()
  const { name } = version
  const remove = useDeleteVersion({ name, version: version.version })
  const aliases = version.aliases ?? []
  return (
    <ConfirmDeleteButton
      title={`Delete version ${version.version} of “${name}”?`}
      confirm="Delete version"
      remove={remove}
      input={version}
      onDeleted={() => {
        toast({ text: `Version ${version.version} of “${name}” deleted.` })
        void navigate(paths.model(name))
      }}
    >
      {isActive(version.current_stage) && (
        <Typography gutterBottom>
          <strong>It is in {version.current_stage}.</strong> Code that loads the model by stage will get another
          version, or fail.
        </Typography>
      )}
      <Typography>
        Its description, tags and stage
        {aliases.length > 0 && ` and the alias${aliases.length > 1 ? 'es' : ''} @${aliases.join(', @')}`} are deleted
        too. Version numbers are not reused. The files stay.
      </Typography>
    </ConfirmDeleteButton>
  )
}
