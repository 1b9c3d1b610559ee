import Button from '@mui/material/Button'
import Menu, { type MenuProps } from '@mui/material/Menu'
import { ChevronDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'

type Props = {
  label: string
  disabled?: boolean
  /** What it is for, where several on a page have the same label; part of the accessible name. */
  about?: string
  slotProps?: MenuProps['slotProps']
  /** Renders the menu's items; call the argument to close the menu. */
  children: (close: () => void) => ReactNode
}

/** A button that opens a menu below it. */
export function MenuButton({ label, disabled = false, about, slotProps = {}, children }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const close = () => setAnchor(null)
  return (
    <>
      <Button
        disabled={disabled}
        {...(about !== undefined && { 'aria-label': `${label} ${about}` })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        endIcon={<ChevronDown size={14} />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {label}
      </Button>
      <Menu anchorEl={anchor} open={anchor !== null} onClose={close} slotProps={slotProps}>
        {children(close)}
      </Menu>
    </>
  )
}
