import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import Radio from '@mui/material/Radio'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'

type Props = {
  /** What the choice is for, on the button. */
  label: string
  keys: readonly string[]
  chosen: readonly string[]
  /** At most one can be chosen; this is the choice of none. */
  none?: string
  onChange: (chosen: string[]) => void
}

/** Chooses among the metrics of the versions' source runs. */
export function MetricMenu({ label, keys, chosen, none, onChange }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const isOne = none !== undefined
  const Mark = isOne ? Radio : Checkbox
  const choose = (key: string) => {
    if (!isOne) return onChange(keys.filter((it) => (it === key) !== chosen.includes(it)))
    setAnchor(null)
    onChange(key === '' ? [] : [key])
  }
  const isChosen = (key: string) => (key === '' ? chosen.length === 0 : chosen.includes(key))
  return (
    <>
      <Button
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        endIcon={<ChevronDown size={14} />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        {label}
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { dense: true, 'aria-label': label } }}
      >
        {[...(isOne ? [''] : []), ...keys].map((key) => (
          <MenuItem
            key={key}
            role={isOne ? 'menuitemradio' : 'menuitemcheckbox'}
            aria-checked={isChosen(key)}
            onClick={() => choose(key)}
            sx={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
          >
            <Mark size="small" checked={isChosen(key)} tabIndex={-1} disableRipple sx={{ p: 0, mr: 2 }} />
            {key || none}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
