import Button from '@mui/material/Button'
import Checkbox from '@mui/material/Checkbox'
import Menu from '@mui/material/Menu'
import MenuItem from '@mui/material/MenuItem'
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'

type Props = { keys: readonly string[]; chosen: readonly string[]; onChange: (chosen: string[]) => void }

/** Which metrics of the source runs stand as columns beside the versions. */
export function MetricChooser({ keys, chosen, onChange }: Props) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        endIcon={<ChevronDown size={14} />}
        onClick={(event) => setAnchor(event.currentTarget)}
      >
        Metrics
      </Button>
      <Menu
        anchorEl={anchor}
        open={anchor !== null}
        onClose={() => setAnchor(null)}
        slotProps={{ list: { dense: true } }}
      >
        {keys.map((key) => (
          <MenuItem
            key={key}
            role="menuitemcheckbox"
            aria-checked={chosen.includes(key)}
            onClick={() => onChange(keys.filter((it) => (it === key) !== chosen.includes(it)))}
          >
            <Checkbox size="small" checked={chosen.includes(key)} tabIndex={-1} disableRipple sx={{ p: 0, mr: 2 }} />
            {key}
          </MenuItem>
        ))}
      </Menu>
    </>
  )
}
