import Checkbox from '@mui/material/Checkbox'
import MenuItem from '@mui/material/MenuItem'
import Radio from '@mui/material/Radio'
import { MenuButton } from '../../../ui/controls/MenuButton.tsx'

type Props = {
  /** The button's label. */
  label: string
  keys: readonly string[]
  chosen: readonly string[]
  /** Label for choosing none; set if at most one can be chosen. */
  none?: string
  onChange: (chosen: string[]) => void
}

/** Chooses among the metrics of the source runs. */
export function MetricMenu({ label, keys, chosen, none, onChange }: Props) {
  const isOne = none !== undefined
  const Mark = isOne ? Radio : Checkbox
  const choose = (key: string, close: () => void) => {
    if (!isOne) return onChange(keys.filter((it) => (it === key) !== chosen.includes(it)))
    close()
    onChange(key === '' ? [] : [key])
  }
  const isChosen = (key: string) => (key === '' ? chosen.length === 0 : chosen.includes(key))
  return (
    <MenuButton label={label} slotProps={{ list: { dense: true, 'aria-label': label } }}>
      {(close) =>
        [...(isOne ? [''] : []), ...keys].map((key) => (
          <MenuItem
            key={key}
            role={isOne ? 'menuitemradio' : 'menuitemcheckbox'}
            aria-checked={isChosen(key)}
            onClick={() => choose(key, close)}
            sx={{ whiteSpace: 'normal', overflowWrap: 'anywhere' }}
          >
            {/* The item itself says whether it is chosen. */}
            <Mark aria-hidden size="small" checked={isChosen(key)} tabIndex={-1} disableRipple sx={{ p: 0, mr: 2 }} />
            {key || none}
          </MenuItem>
        ))
      }
    </MenuButton>
  )
}
