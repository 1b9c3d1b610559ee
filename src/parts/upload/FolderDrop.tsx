import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { FolderUp } from 'lucide-react'

type Props = {
  /** A folder is being dragged over the dialog. */
  isOver: boolean
  /** Why the last folder can't be uploaded. */
  problem: string | undefined
  onChoose: (files: Iterable<File>) => void
}

/** A drop target for a folder, which can also be chosen by keyboard and mouse. */
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
          if (input) input.webkitdirectory = true // React has no such attribute
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
  // The whole area is the label: show the input's focus on its border.
  '&:has(:focus-visible)': { outline: 2, outlineColor: 'primary.main', outlineOffset: 1 },
  '& input': { position: 'absolute', width: 1, height: 1, opacity: 0 },
} as const
