import { useColorScheme } from '@mui/material/styles'
import { Monitor, Moon, Sun } from 'lucide-react'
import { IconButton } from '../ui/controls/IconButton.tsx'

const modes = {
  light: { Icon: Sun, next: 'dark' },
  dark: { Icon: Moon, next: 'system' },
  system: { Icon: Monitor, next: 'light' },
} as const

/** Cycles through light, dark and system. */
export function ThemeSwitch() {
  const { mode = 'system', setMode } = useColorScheme()
  const { Icon, next } = modes[mode]
  return (
    <IconButton label={`Theme: ${mode}`} hint={`Switch to ${next}`} onClick={() => setMode(next)}>
      <Icon size={18} aria-hidden />
    </IconButton>
  )
}
