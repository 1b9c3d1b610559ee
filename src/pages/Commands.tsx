import Box from '@mui/material/Box'
import ButtonBase from '@mui/material/ButtonBase'
import { Search } from 'lucide-react'
import { useLayoutEffect, useState } from 'react'
import { useShortcuts } from '../ui/controls/shortcuts.ts'
import { onDemand } from '../ui/feedback/on-demand.tsx'

const CommandPalette = onDemand(async () => (await import('./palette/CommandPalette.tsx')).CommandPalette)
const ShortcutsDialog = onDemand(async () => (await import('./palette/ShortcutsDialog.tsx')).ShortcutsDialog)

const keys = navigator.userAgent.includes('Mac') ? '⌘ K' : 'Ctrl K'

/** `Ctrl/⌘ K` opens the command palette, `?` lists the shortcuts. */
export function Commands() {
  const [open, setOpen] = useState<'palette' | 'shortcuts'>()
  const close = () => setOpen(undefined)
  useShortcuts({ '?': () => setOpen('shortcuts') })
  // Before the page is painted: a key pressed as soon as it is seen must not get lost.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return
      event.preventDefault() // browsers open their search on this key
      // Opening over another dialog would discard what is typed there.
      if (!document.querySelector('[aria-modal=true]')) setOpen('palette')
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
  return (
    <>
      <ButtonBase
        aria-label={`Go to anything ${keys}`}
        aria-keyshortcuts="Control+K Meta+K"
        title="Go to a model, version, experiment or run"
        onClick={() => setOpen('palette')}
        sx={button}
      >
        <Search size={16} aria-hidden />
        <Box component="span" sx={{ display: { xs: 'none', md: 'inline' } }}>
          Go to anything <kbd>{keys}</kbd>
        </Box>
      </ButtonBase>
      {open === 'palette' && <CommandPalette onClose={close} />}
      {open === 'shortcuts' && <ShortcutsDialog onClose={close} />}
    </>
  )
}

const button = {
  gap: 2,
  height: 32,
  px: 2,
  minWidth: 32,
  color: 'text.secondary',
  typography: 'body2',
  border: { md: 1 },
  borderColor: { xs: 'divider', md: 'divider' },
  borderRadius: 1,
  ':hover': { color: 'text.primary' },
  '& kbd': { font: 'inherit', typography: 'caption', ml: 6 },
} as const
