import Dialog from '@mui/material/Dialog'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import { useId } from 'react'
import { Fact, Facts } from '../../ui/layout/Facts.tsx'

const shortcuts = [
  ['Ctrl K or ⌘ K', 'Go anywhere: models, versions, experiments, runs, actions of the page'],
  ['/', 'Search on this page'],
  ['j and k', 'Down and up the rows of a table; Enter opens one'],
  ['Arrows', 'Through trees, tabs and menus'],
  ['Esc', 'Close a dialog, empty a search'],
  ['?', 'This list'],
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
