import Dialog, { type DialogProps } from '@mui/material/Dialog'
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react'
import { CancelButton } from './CancelButton.tsx'

type Held = {
  isHeld: boolean
  /** Keeps the dialog open until the returned function is called. */
  hold: () => () => void
  close: () => void
}
const HeldDialog = createContext<Held>({ isHeld: false, hold: () => () => {}, close: () => {} })

type Reason = 'backdropClick' | 'escapeKeyDown'
type Props = Omit<DialogProps, 'open' | 'onClose'> & {
  /** The write that this dialog itself starts is in progress; parts of it use `useStayOpen`. */
  isWriting?: boolean
  onClose: (reason?: Reason) => void
}

/** A dialog that writes. It stays open while a write runs: once closed, it could not show the error. */
export function WriteDialog({ isWriting = false, onClose, children, ...dialog }: Props) {
  const [holds, setHolds] = useState(0)
  const hold = useCallback(() => {
    setHolds((count) => count + 1)
    return () => setHolds((count) => count - 1)
  }, [])
  const isHeld = isWriting || holds > 0
  const held = useMemo(() => ({ isHeld, hold, close: () => onClose() }), [isHeld, hold, onClose])
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      {...dialog}
      onClose={(_event, reason) => {
        if (!isHeld) onClose(reason)
      }}
    >
      <HeldDialog value={held}>{children}</HeldDialog>
    </Dialog>
  )
}

/** Keeps the dialog around it open while a write runs. */
export function useStayOpen(isWriting: boolean): void {
  const { hold } = useContext(HeldDialog)
  useEffect(() => (isWriting ? hold() : undefined), [isWriting, hold])
}

/** Closes the dialog around it. */
export function CloseButton({ children }: { children?: ReactNode }) {
  const { isHeld, close } = useContext(HeldDialog)
  return (
    <CancelButton pending={isHeld} onClick={close}>
      {children}
    </CancelButton>
  )
}
