import { Check, Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { copyText } from './copy-text.ts'
import { IconButton } from './IconButton.tsx'

type Props = {
  text: string
  /** What is copied, for the button's name: “run ID” makes “Copy run ID”. */
  what: string
}

/** Copies its text and confirms next to the pointer. */
export function CopyButton({ text, what }: Props) {
  const [copied, setCopied] = useState(false)
  const timer = useRef<number>(undefined)
  const copy = async () => {
    if (!(await copyText(text))) return
    setCopied(true)
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => setCopied(false), 2000)
  }
  const Icon = copied ? Check : Copy
  return (
    <IconButton label={copied ? `Copied ${what}` : `Copy ${what}`} onClick={() => void copy()}>
      <Icon size={14} aria-hidden />
    </IconButton>
  )
}
