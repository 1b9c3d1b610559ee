import { useNavigate } from 'react-router'
import { modelNameError } from '../../../domain/name-problems.ts'
import { useRenameModel } from '../../../api/models.ts'
import { paths } from '../../../paths.ts'
import { ClampedName } from '../../../ui/layout/ClampedName.tsx'
import { CopyButton } from '../../../ui/controls/CopyButton.tsx'
import { EditableName } from '../../../ui/forms/EditableName.tsx'

/** The model's name with inline renaming. */
export function ModelName({ name }: { name: string }) {
  const rename = useRenameModel(name)
  const navigate = useNavigate()
  return (
    <EditableName
      name={name}
      problemOf={modelNameError}
      hint="Code that loads the model by its old name will stop working."
      rename={rename}
      onRenamed={(renamed) => void navigate(paths.model(renamed), { replace: true })}
    >
      <ClampedName name={name} />
      <CopyButton text={name} what="name" />
    </EditableName>
  )
}
