import { useState } from 'react'
import type { Run } from '#contract/runs.ts'
import { useMay } from '../../../api/access/access.ts'
import { RegisterModelButton } from '../../../parts/RegisterModelButton.tsx'
import { DeleteButton } from '../../../ui/forms/DeleteButton.tsx'
import { useRunWrites } from '../use-run-writes.ts'
import { WriteButton } from '../../../ui/forms/WriteButton.tsx'

type Props = {
  run: Run
  /** The artifacts tab has a Register button for its selection. */
  offersRegister: boolean
}

/** A run's actions. Delete and Restore undo each other, and each takes the other's place and focus. */
export function RunActions({ run, offersRegister }: Props) {
  const { info } = run
  const may = useMay(info)
  const { remove, restore, isDeleting, isRestoring } = useRunWrites()
  // The last pressed button: its replacement gets the focus.
  const [pressed, setPressed] = useState<'delete' | 'restore'>()
  if (info.lifecycle_stage === 'deleted')
    return (
      may.remove && (
        <WriteButton
          variant="contained"
          autoFocus={pressed === 'delete'}
          pending={isRestoring}
          onClick={() => {
            setPressed('restore')
            void restore([run])
          }}
        >
          Restore
        </WriteButton>
      )
    )
  return (
    <>
      {may.remove && (
        <DeleteButton
          title="Delete this run"
          autoFocus={pressed === 'restore'}
          pending={isDeleting}
          onClick={() => {
            setPressed('delete')
            void remove([run])
          }}
        />
      )}
      {offersRegister && <RegisterModelButton subject={{ run_id: info.run_id }} />}
    </>
  )
}
