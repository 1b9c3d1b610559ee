import { ArrowUpRight, Trash2 } from 'lucide-react'
import type { RegisteredModel } from '#contract/models.ts'
import { useMay } from '../../../api/access/access.ts'
import { paths } from '../../../paths.ts'
import { CopyButton } from '../../../ui/controls/CopyButton.tsx'
import { useModelsTable } from './models-table.ts'
import { IconButton, IconLink } from '../../../ui/controls/IconButton.tsx'

/** Row actions: copy the name, open the version in Production, delete. */
export function ModelRowActions({ model: { name, latest_versions } }: { model: RegisteredModel }) {
  const { remove } = useModelsTable()
  const { manage } = useMay({ model: name })
  const production = latest_versions?.find((version) => version.current_stage === 'Production')
  return (
    <>
      <CopyButton text={name} what={`name ${name}`} />
      {production ? (
        <IconLink
          to={paths.version(production)}
          label={`Open Production of ${name}`}
          hint="Open the version in Production"
        >
          <ArrowUpRight size={14} aria-hidden />
        </IconLink>
      ) : (
        <span className="no-action" />
      )}
      {manage && (
        <IconButton label={`Delete ${name}`} hint="Delete" onClick={() => remove(name)}>
          <Trash2 size={14} aria-hidden />
        </IconButton>
      )}
    </>
  )
}
