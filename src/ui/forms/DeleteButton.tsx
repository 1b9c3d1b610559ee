import Box from '@mui/material/Box'
import { Trash2 } from 'lucide-react'
import { WriteButton } from './WriteButton.tsx'

type Props = { onClick: () => void; title?: string; pending?: boolean; autoFocus?: boolean }

/** Delete button of a page header; only an icon on a phone, where the name needs the room. */
export function DeleteButton({ pending = false, ...button }: Props) {
  return (
    <WriteButton variant="text" color="inherit" aria-label="Delete" sx={{ minWidth: 34 }} pending={pending} {...button}>
      <Box component={Trash2} size={16} aria-hidden sx={{ display: { xs: 'block', sm: 'none' } }} />
      <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
        Delete
      </Box>
    </WriteButton>
  )
}
