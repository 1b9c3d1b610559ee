import Box from '@mui/material/Box'
import MenuItem from '@mui/material/MenuItem'
import { Check } from 'lucide-react'
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
            {/* A box to tick would be a control within the item, which says itself whether it is chosen. */}
            <Box
              component={Check}
              size={16}
              aria-hidden
              sx={{ mr: 2, flexShrink: 0, visibility: isChosen(key) ? 'visible' : 'hidden' }}
            />
            {key || none}
          </MenuItem>
        ))
      }
    </MenuButton>
  )
}
