import Button from '@mui/material/Button'
import { useState } from 'react'
import type { Run } from '#contract/runs.ts'
import { RegisterModelButton } from '../../parts/RegisterModelButton.tsx'
import { DeleteButton } from '../../ui/DeleteButton.tsx'
import { useRunWrites } from './use-run-writes.ts'

type Props = {
  run: Run
  /** In the artifacts tab what is selected there has a button of its own. */
  offersRegister: boolean
}

/** What can be done with a run; each of delete and restore can be taken back by the other, which takes its place and focus. */
export function RunActions({ run, offersRegister }: Props) {
  const { info } = run
  const { remove, restore, isPending } = useRunWrites()
  const [hasActed, setActed] = useState(false)
  const act = (write: typeof remove) => {
    setActed(true)
    void write([run])
  }
  if (info.lifecycle_stage === 'deleted')
    return (
      <Button variant="contained" autoFocus={hasActed} loading={isPending} onClick={() => act(restore)}>
        Restore
      </Button>
    )
  return (
    <>
      <DeleteButton title="Delete this run" autoFocus={hasActed} loading={isPending} onClick={() => act(remove)} />
      {offersRegister && <RegisterModelButton subject={{ run_id: info.run_id }} />}
    </>
  )
}
