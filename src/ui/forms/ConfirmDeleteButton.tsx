import { type ReactNode, useState } from 'react'
import { onDemand } from '../feedback/on-demand.tsx'
import type { Reading } from '../feedback/reads.ts'
import { DeleteButton } from './DeleteButton.tsx'
import { succeeded, type Write } from './write.ts'

const ConfirmDialog = onDemand(async () => (await import('./ConfirmDialog.tsx')).ConfirmDialog)

type Props<Input> = {
  /** The question: “Delete version 3 of “taxi”?” */
  title: string
  /** “Delete version” */
  confirm: string
  /** What is lost. */
  children: ReactNode
  /** What `children` were read from. */
  reading?: Reading
  remove: Write<Input>
  /** What `remove` is given. */
  input: Input
  onDeleted: () => void
}

/** Deletes what a page shows, after asking. */
export function ConfirmDeleteButton<Input>({
  title,
  confirm,
  children,
  reading,
  remove,
  input,
  onDeleted,
}: Props<Input>) {
  const [isAsking, setAsking] = useState(false)
  const start = async () => {
    if (await succeeded(remove, input)) onDeleted()
  }
  return (
    <>
      <DeleteButton
        onClick={() => {
          remove.reset()
          setAsking(true)
        }}
      />
      {isAsking && (
        <ConfirmDialog
          title={title}
          confirm={confirm}
          destructive
          reading={reading}
          write={remove}
          onConfirm={() => void start()}
          onClose={() => setAsking(false)}
        >
          {children}
        </ConfirmDialog>
      )}
    </>
  )
}
