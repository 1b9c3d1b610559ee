import Button from '@mui/material/Button'
import Typography from '@mui/material/Typography'
import { useState } from 'react'
import { Link as RouterLink } from 'react-router'
import type { RegisteredModel } from '#contract/models.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { useMay } from '../../../api/access/access.ts'
import { serverInfo } from '../../../api/server-info.ts'
import { MOST_VERSIONS } from '#contract/compared/versions-in.ts'
import { paths } from '../../../paths.ts'
import { onDemand } from '../../../ui/feedback/on-demand.tsx'

const MoveVersionsDialog = onDemand(async () => (await import('./MoveVersionsDialog.tsx')).MoveVersionsDialog)
const TagVersionsDialog = onDemand(async () => (await import('./TagVersionsDialog.tsx')).TagVersionsDialog)
const DeleteVersionsDialog = onDemand(async () => (await import('./DeleteVersionsDialog.tsx')).DeleteVersionsDialog)

type Props = {
  model: RegisteredModel
  chosen: readonly ModelVersion[]
  all: readonly ModelVersion[]
  /** Called when the selection is no longer needed. */
  onDone: () => void
}

/** Actions on the selected versions. */
export function SelectedVersions({ model, chosen, all, onDone }: Props) {
  const { edit, moveToStaging, moveToProduction, manage } = useMay({ model: model.name })
  const [asking, setAsking] = useState<'move' | 'tag' | 'delete'>()
  const close = () => setAsking(undefined)
  const done = () => {
    close()
    onDone()
  }
  return (
    <>
      {chosen.length > 1 && chosen.length <= MOST_VERSIONS && (
        <Button component={RouterLink} to={paths.compareVersions(chosen)}>
          Compare
        </Button>
      )}
      {chosen.length > MOST_VERSIONS && (
        <Typography variant="body2" color="textSecondary" role="status">
          Select at most {MOST_VERSIONS} versions to compare
        </Typography>
      )}
      {serverInfo.capabilities.stages && (moveToStaging || moveToProduction) && (
        <Button onClick={() => setAsking('move')}>Move to stage</Button>
      )}
      {edit && <Button onClick={() => setAsking('tag')}>Tag</Button>}
      {manage && (
        <Button color="error" onClick={() => setAsking('delete')}>
          Delete
        </Button>
      )}
      {asking === 'move' && <MoveVersionsDialog chosen={chosen} all={all} onDone={done} onClose={close} />}
      {asking === 'tag' && <TagVersionsDialog chosen={chosen} onDone={done} onClose={close} />}
      {asking === 'delete' && <DeleteVersionsDialog chosen={chosen} model={model} onDone={done} onClose={close} />}
    </>
  )
}
