import Box from '@mui/material/Box'
import Button from '@mui/material/Button'
import { Trash2 } from 'lucide-react'

type Props = { onClick: () => void; title?: string; loading?: boolean; autoFocus?: boolean }

/** Delete button of a page header; only an icon on a phone, where the name needs the room. */
export function DeleteButton(props: Props) {
  return (
    <Button variant="text" color="inherit" aria-label="Delete" sx={{ minWidth: 34 }} {...props}>
      <Box component={Trash2} size={16} aria-hidden sx={{ display: { sm: 'none' } }} />
      <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
        Delete
      </Box>
    </Button>
  )
}
