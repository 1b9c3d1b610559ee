import Dialog from '@mui/material/Dialog'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useId } from 'react'
import { Fact, Facts } from '../../ui/layout/Facts.tsx'

const shortcuts = [
  ['Ctrl K or ⌘ K', 'Go to a model, version, experiment, run or page action'],
  ['/', 'Search on this page'],
  ['j and k', 'Move down and up table rows; Enter opens a row'],
  ['a and r', 'In Reviews: approve or reject the request in the focused row'],
  ['Arrows', 'Move through trees, tabs and menus'],
  ['Ctrl P or ⌘ P', 'Load all rows of the page and print it'],
  ['Esc', 'Close a dialog or clear a search'],
  ['?', 'Show this list'],
] as const

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const id = useId()
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={id}>
      <DialogTitle id={id}>Keyboard shortcuts</DialogTitle>
      <DialogContent>
        <Facts>
          {shortcuts.map(([keys, does]) => (
            <Fact key={keys} name={keys}>
              {does}
            </Fact>
          ))}
        </Facts>
      </DialogContent>
    </Dialog>
  )
}
