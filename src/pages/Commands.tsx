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
      <button
        type="button"
        className="go-to"
        aria-label={`Go to anything ${keys}`}
        aria-keyshortcuts="Control+K Meta+K"
        title="Go to a model, version, experiment or run"
        onClick={() => setOpen('palette')}
      >
        <Search size={16} aria-hidden />
        <span>
          Go to anything <kbd>{keys}</kbd>
        </span>
      </button>
      {open === 'palette' && <CommandPalette onClose={close} />}
      {open === 'shortcuts' && <ShortcutsDialog onClose={close} />}
    </>
  )
}
