import IconButton from '@mui/material/IconButton'
import { ArrowUpRight, Trash2 } from 'lucide-react'
import { use } from 'react'
import { Link as RouterLink } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import { paths } from '../../paths.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { DeleteRequest } from './delete-request.ts'

/** Per row: copy the name, open what is in Production, delete. */
export function RowActions({ model: { name, latest_versions } }: { model: RegisteredModel }) {
  const requestDelete = use(DeleteRequest)
  const production = latest_versions?.find((version) => version.current_stage === 'Production')
  return (
    <>
      <CopyButton text={name} what={`name ${name}`} />
      {production ? (
        <IconButton
          component={RouterLink}
          to={paths.version(production)}
          aria-label={`Open Production of ${name}`}
          title="Open the version in Production"
        >
          <ArrowUpRight size={14} aria-hidden />
        </IconButton>
      ) : (
        <span className="no-action" />
      )}
      <IconButton aria-label={`Delete ${name}`} title="Delete" onClick={() => requestDelete(name)}>
        <Trash2 size={14} aria-hidden />
      </IconButton>
    </>
  )
}
