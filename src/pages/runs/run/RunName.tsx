import Box from '@mui/material/Box'
import type { Run } from '#contract/runs.ts'
import { useRenameRun } from '../../../api/runs.ts'
import { ClampedName } from '../../../ui/layout/ClampedName.tsx'
import { CopyButton } from '../../../ui/controls/CopyButton.tsx'
import { EditableName } from '../../../ui/forms/EditableName.tsx'

/** A run's name with inline renaming, except for deleted runs. */
export function RunName({ run: { info } }: { run: Run }) {
  const rename = useRenameRun(info.run_id)
  const name = info.run_name ?? ''
  const shown = (
    <>
      <ClampedName name={name || `Run ${info.run_id.slice(0, 8)}`} />
      <CopyButton text={info.run_id} what="run ID" />
    </>
  )
  if (info.lifecycle_stage === 'deleted')
    return <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>{shown}</Box>
  return (
    // MLflow silently ignores an empty name.
    <EditableName name={name} problemOf={(text) => (text.trim() ? undefined : 'A run needs a name.')} rename={rename}>
      {shown}
    </EditableName>
  )
}
