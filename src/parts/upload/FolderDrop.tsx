import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { FolderUp } from 'lucide-react'

type Props = {
  /** A folder is held above the dialog. */
  isOver: boolean
  /** Why what was taken last cannot be sent. */
  problem: string | undefined
  onChoose: (files: Iterable<File>) => void
}

/** Shows where a folder is dropped, and lets one be chosen by keyboard and mouse. */
export function FolderDrop({ isOver, problem, onChoose }: Props) {
  return (
    <Box component="label" data-over={isOver || undefined} sx={zone}>
      <FolderUp size={24} aria-hidden />
      <Typography>
        Drop a model folder here, or{' '}
        <Box component="span" sx={{ color: 'primary.main' }}>
          choose one
        </Box>
      </Typography>
      <Typography variant="caption" color={problem ? 'error' : 'textSecondary'} role="status">
        {problem ?? 'The folder created by save_model, containing MLmodel'}
      </Typography>
      <input
        type="file"
        aria-label="Model folder"
        ref={(input) => {
          if (input) input.webkitdirectory = true // React knows no such attribute
        }}
        onChange={({ target }) => onChoose(target.files ?? [])}
      />
    </Box>
  )
}

const zone = {
  position: 'relative',
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  gap: 2,
  p: 8,
  border: '1px dashed',
  borderColor: 'divider',
  borderRadius: 1,
  textAlign: 'center',
  cursor: 'pointer',
  '&[data-over]': { borderColor: 'primary.main', bgcolor: 'action.hover' },
  // The whole area is its label: it is reached by keyboard, and seen by the border.
  '&:has(:focus-visible)': { outline: 2, outlineColor: 'primary.main', outlineOffset: 1 },
  '& input': { position: 'absolute', width: 1, height: 1, opacity: 0 },
} as const
