import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { withoutSecrets } from '../../text/without-secrets.ts'
import { usePrinting } from '../print/printing.ts'
import { fits } from './fits.ts'

type Props = {
  text: string | undefined
  /** What it is, as the title of the whole text: “param lr”. */
  what: string
  /** Shown instead of the text, such as its first line. */
  shown?: string
  /** The width of its column in pixels. */
  width?: number
  className?: string
  /** What is shown, with parts of it marked. */
  children?: ReactNode
}

/** The padding of a table cell. */
const PADDING = 16

/**
 * A text in one line, its addresses without secrets. If it may be cut, it is a button that opens all of it, to read and
 * copy (WholeText). On paper all of it is shown.
 */
export function Whole({ text, what, shown, width = 0, className = '', children }: Props) {
  const isPrinting = usePrinting()
  if (!text) return <bdi>–</bdi>
  const whole = withoutSecrets(text)
  if (isPrinting) return <bdi style={{ whiteSpace: 'pre-wrap' }}>{whole}</bdi>
  const visible = shown === undefined ? whole : shown
  if (visible === whole && fits(whole, width - PADDING)) return <bdi className={className || undefined}>{whole}</bdi>
  return (
    // Not a button, of whose boxes a table's hundreds take the browser longer to lay out than all else. WholeText has its keys.
    <bdi
      role="button"
      tabIndex={0}
      className={`whole ${className}`}
      title={whole}
      aria-haspopup="dialog"
      data-whole={what}
    >
      {children ?? visible}
    </bdi>
  )
}

type LinkProps = {
  text: string
  what: string
  /** Pixels that it has in its column, at least. */
  width: number
  to: string
  /** Shown on hover instead of the text. */
  hint?: string
  className?: string
  /** The link's content instead of the text. */
  children?: ReactNode
}

/** A link in a table. If it may be cut, a button beside it opens all of its text. */
export function WholeLink({ text, what, width, to, hint = text, className, children = <bdi>{text}</bdi> }: LinkProps) {
  const link = (
    <Link
      to={to}
      title={hint}
      className={className}
      {...(to[0] !== '/' && { target: '_blank', rel: 'noopener noreferrer' })}
    >
      {children}
    </Link>
  )
  if (fits(text, width)) return link
  return (
    <span className="whole-link">
      {link}
      <button
        type="button"
        data-screen=""
        title={text}
        aria-label={`Show full ${what.toLowerCase()}`}
        aria-haspopup="dialog"
        data-whole={what}
      >
        …
      </button>
    </span>
  )
}
