import Dialog, { type DialogProps } from '@mui/material/Dialog'
import {
  createContext,
  type ReactNode,
  type SyntheticEvent,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { CancelButton } from './CancelButton.tsx'
import { useLeaving } from './use-starting.ts'

type Held = {
  isHeld: boolean
  /** Keeps the dialog open until the returned function is called. */
  hold: () => () => void
  /** Forgets that it was to close. */
  stay: () => void
  close: () => void
}
const HeldDialog = createContext<Held>({ isHeld: false, hold: () => () => {}, stay: () => {}, close: () => {} })

type Reason = 'backdropClick' | 'escapeKeyDown'
type Props = Omit<DialogProps, 'open' | 'onClose'> & {
  /** The write that this dialog itself starts is in progress; parts of it use `useStayOpen`. */
  isWriting?: boolean
  onClose: (reason?: Reason) => void
}

/**
 * A dialog that writes. It stays open while a write runs: once closed, it could not show the error. What would close it, such as Escape,
 * then counts once a write of one of its parts has succeeded; after its own it closes by itself. While a write still reads what it is to
 * change, closing gives it up.
 */
export function WriteDialog({ isWriting = false, onClose, children, ...dialog }: Props) {
  const [holds, setHolds] = useState(0)
  const hold = useCallback(() => {
    setHolds((count) => count + 1)
    return () => setHolds((count) => count - 1)
  }, [])
  const { start, isHeld, leave } = useLeaving(isWriting || holds > 0)
  const isLeaving = useRef(false)
  const stay = useCallback(() => void (isLeaving.current = false), [])
  useEffect(() => {
    if (!isHeld && isLeaving.current) onClose()
  }, [isHeld, onClose])
  const held = useMemo(() => {
    const close = () => {
      if (leave()) onClose()
    }
    return { isHeld, hold, stay, close }
  }, [isHeld, hold, stay, leave, onClose])
  const press = (event: SyntheticEvent) => {
    const isLeave = event.target instanceof Element && event.target.closest('[data-closes]')
    if (isLeave || start()) return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Dialog
      open
      fullWidth
      maxWidth="sm"
      {...dialog}
      onSubmitCapture={press}
      onClickCapture={press}
      onClose={(_event, reason) => {
        if (leave()) onClose(reason)
        else if (isHeld && !isWriting) isLeaving.current = true
      }}
    >
      <HeldDialog value={held}>{children}</HeldDialog>
    </Dialog>
  )
}

/**
 * Keeps the dialog around it open while a write runs. `isTold`: it left something to read, such as an error, so Escape pressed
 * meanwhile no longer counts.
 */
export function useStayOpen(isWriting: boolean, isTold: boolean): void {
  const { hold, stay } = useContext(HeldDialog)
  // Before it is drawn: who sees that a write runs can press Escape.
  useLayoutEffect(() => (isWriting ? hold() : undefined), [isWriting, hold])
  useEffect(() => {
    if (!isWriting && isTold) stay()
  }, [isWriting, isTold, stay])
}

/** Closes the dialog around it. */
export function CloseButton({ children }: { children?: ReactNode }) {
  const { isHeld, close } = useContext(HeldDialog)
  return (
    <CancelButton data-closes="" pending={isHeld} onClick={close}>
      {children}
    </CancelButton>
  )
}
