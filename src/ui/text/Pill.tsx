import { X } from 'lucide-react'
import type { ReactNode } from 'react'

type Props = {
  children: ReactNode
  /** The full text, if the visible one may be cut. */
  title?: string
  /** Label of the remove button: “Remove tag team”. */
  removeLabel?: string
  onRemove?: () => void
}

/** A short item in a list, such as a tag or an alias. */
export function Pill({ children, title, removeLabel, onRemove }: Props) {
  return (
    <span className="pill" title={title}>
      <span>{children}</span>
      {onRemove && (
        <button type="button" aria-label={removeLabel} onClick={onRemove}>
          <X size={12} aria-hidden />
        </button>
      )}
    </span>
  )
}

/** Pills in as many lines as they need, each of them whole. */
export function Pills({ children, label }: { children: ReactNode; label: string }) {
  return (
    <div role="group" aria-label={label} className="pills">
      {children}
    </div>
  )
}
