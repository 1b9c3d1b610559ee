import Button from '@mui/material/Button'
import type { Run } from '#contract/runs.ts'
import { useDeleteRun, useRestoreRun } from '../../api/run-life.ts'
import { RegisterModelButton } from '../../parts/RegisterModelButton.tsx'
import { DeleteButton } from '../../ui/DeleteButton.tsx'
import { toast } from '../../ui/toast.ts'
import { wrote } from '../../ui/write.ts'

type Props = {
  run: Run
  /** In the artifacts tab what is selected there has a button of its own. */
  offersRegister: boolean
}

/** What can be done with a run; each of delete and restore can be taken back by the other. */
export function RunActions({ run: { info }, offersRegister }: Props) {
  const deletion = useDeleteRun()
  const restoration = useRestoreRun()
  const name = info.run_name || info.run_id
  const restore = async () => {
    if (await wrote(restoration, info.run_id)) toast({ text: `“${name}” is restored.` })
  }
  const remove = async () => {
    if (!(await wrote(deletion, info.run_id))) return
    toast({ text: `“${name}” is deleted.`, action: { text: 'Undo', run: () => void restore() } })
  }
  if (info.lifecycle_stage === 'deleted')
    return (
      <Button variant="contained" loading={restoration.isPending} onClick={() => void restore()}>
        Restore
      </Button>
    )
  return (
    <>
      <DeleteButton title="Delete this run" loading={deletion.isPending} onClick={() => void remove()} />
      {offersRegister && <RegisterModelButton subject={{ run_id: info.run_id }} />}
    </>
  )
}
