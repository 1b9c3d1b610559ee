import IconButton from '@mui/material/IconButton'
import { useColorScheme } from '@mui/material/styles'
import Tooltip from '@mui/material/Tooltip'
import { Monitor, Moon, Sun } from 'lucide-react'

const modes = {
  light: { Icon: Sun, next: 'dark' },
  dark: { Icon: Moon, next: 'system' },
  system: { Icon: Monitor, next: 'light' },
} as const

/** Light, dark, or what the system says: one button that goes round. */
export function ThemeSwitch() {
  const { mode = 'system', setMode } = useColorScheme()
  const { Icon, next } = modes[mode]
  return (
    <Tooltip title={`Switch to ${next}`}>
      <IconButton aria-label={`Theme: ${mode}`} onClick={() => setMode(next)}>
        <Icon size={18} />
      </IconButton>
    </Tooltip>
  )
}
