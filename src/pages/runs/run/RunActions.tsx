import Button from '@mui/material/Button'
import { useState } from 'react'
import type { Run } from '#contract/runs.ts'
import { RegisterModelButton } from '../../../parts/RegisterModelButton.tsx'
import { DeleteButton } from '../../../ui/forms/DeleteButton.tsx'
import { useRunWrites } from '../use-run-writes.ts'

type Props = {
  run: Run
  /** In the artifacts tab what is selected there has a button of its own. */
  offersRegister: boolean
}

/** What can be done with a run; each of delete and restore can be taken back by the other, which takes its place and focus. */
export function RunActions({ run, offersRegister }: Props) {
  const { info } = run
  const { remove, restore, isPending } = useRunWrites()
  // What was pressed last: the button that comes in its place has the focus, and no part in the write that still ends.
  const [pressed, setPressed] = useState<'delete' | 'restore'>()
  if (info.lifecycle_stage === 'deleted')
    return (
      <Button
        variant="contained"
        autoFocus={pressed === 'delete'}
        loading={isPending && pressed === 'restore'}
        onClick={() => {
          setPressed('restore')
          void restore([run])
        }}
      >
        Restore
      </Button>
    )
  return (
    <>
      <DeleteButton
        title="Delete this run"
        autoFocus={pressed === 'restore'}
        loading={isPending && pressed === 'delete'}
        onClick={() => {
          setPressed('delete')
          void remove([run])
        }}
      />
      {offersRegister && <RegisterModelButton subject={{ run_id: info.run_id }} />}
    </>
  )
}
