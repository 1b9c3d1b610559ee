import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import Dialog from '@mui/material/Dialog'
import DialogActions from '@mui/material/DialogActions'
import DialogContent from '@mui/material/DialogContent'
import DialogTitle from '@mui/material/DialogTitle'
import type { ReactNode } from 'react'
import { CopyButton } from '../../ui/controls/CopyButton.tsx'
import type { Cell } from '../json/json.ts'

type Props = {
  /** Row number from 1. */
  number: number
  names: readonly string[]
  cells: readonly Cell[]
  picture: ((path: string, alt: string) => ReactNode) | undefined
  onClose: () => void
}

/** Every value of a row in full, with its line breaks, to read and copy. */
export function RowDialog({ number, names, cells, picture, onClose }: Props) {
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="row-title">
      <DialogTitle id="row-title">Row {number}</DialogTitle>
      <DialogContent dividers>
        <Box component="dl" sx={list}>
          {names.map((name, index) => {
            const cell = cells[index] ?? null
            return (
              // Two columns may have the same name.
              <div key={index}>
                <dt>{name}</dt>
                <dd>
                  {cell === null ? (
                    <i>null</i>
                  ) : typeof cell === 'string' ? (
                    <>
                      <pre>{cell}</pre>
                      {cell !== '' && <CopyButton text={cell} what={name} />}
                    </>
                  ) : (
                    (picture?.(cell.picture, name) ?? cell.picture)
                  )}
                </dd>
              </div>
            )
          })}
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Close</Button>
      </DialogActions>
    </Dialog>
  )
}

const list = {
  m: 0,
  '& > div': { display: 'grid', gridTemplateColumns: { sm: '160px minmax(0, 1fr)' }, columnGap: 4, py: 2 },
  '& > div + div': { borderTop: 1, borderColor: 'divider' },
  '& dt': { color: 'text.secondary', overflowWrap: 'anywhere' },
  '& dd': { m: 0, minWidth: 0, display: 'flex', alignItems: 'flex-start', gap: 2 },
  '& pre': { m: 0, flex: 1, minWidth: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', tabSize: 4 },
  '& i': { color: 'text.secondary' },
  '& img': { maxWidth: '100%' },
} as const
