import Alert from '@mui/material/Alert'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { descriptionLimit } from '../../api/server-info.ts'
import { useUpdateVersion } from '../../api/versions.ts'
import { DescriptionEditor } from '../../parts/DescriptionEditor.tsx'
import { TwoColumns } from '../../ui/layout/TwoColumns.tsx'
import { SourceRunValues } from './SourceRunValues.tsx'
import { UseModel } from './UseModel.tsx'
import { VersionFacts } from './VersionFacts.tsx'
import { VersionModel } from './VersionModel.tsx'

type Props = { id: VersionId; version: ModelVersion }

export function VersionOverview({ id, version }: Props) {
  const save = useUpdateVersion(id)
  return (
    <>
      <Registration version={version} />
      <TwoColumns aside={<VersionFacts id={id} version={version} />}>
        <DescriptionEditor
          text={version.description}
          save={save}
          most={descriptionLimit}
          hint="No description yet. Say what changed and what to know before using it."
        />
        <VersionModel version={version} />
        {version.run_id && <SourceRunValues runId={version.run_id} runLink={version.run_link} />}
        <UseModel version={version} />
      </TwoColumns>
    </>
  )
}

function Registration({ version: { status, status_message } }: { version: ModelVersion }) {
  if (status === 'PENDING_REGISTRATION')
    return (
      <Alert severity="info" role="status" sx={{ mb: 6 }}>
        This version is still being registered. This page updates automatically.
      </Alert>
    )
  if (status === 'FAILED_REGISTRATION')
    return (
      <Alert severity="error" role="status" sx={{ mb: 6, overflowWrap: 'anywhere' }}>
        Registration failed{status_message ? `: ${status_message}` : '. The server gave no reason.'}
      </Alert>
    )
  return null
}
