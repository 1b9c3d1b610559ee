import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { FolderUp } from 'lucide-react'
import { useState } from 'react'
import { droppedFolder, type PickedFolder, pickedFiles } from './picked-folder.ts'

/** Where a folder is dropped, or chosen by keyboard and mouse. */
export function FolderDrop({ onPick }: { onPick: (folder: PickedFolder) => void }) {
  const [isOver, setOver] = useState(false)
  const [problem, setProblem] = useState<string>()
  const take = (folder: PickedFolder | undefined) => {
    if (folder) onPick(folder)
    else setProblem('That is no folder with files in it. Drop one folder: the one that holds the MLmodel file.')
  }
  return (
    <Box
      component="label"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        void droppedFolder(event.dataTransfer.items).then(take, (error: Error) => setProblem(error.message))
      }}
      sx={zone}
    >
      <FolderUp size={24} aria-hidden />
      <Typography>
        Drop a model folder here, or{' '}
        <Box component="span" sx={{ color: 'primary.main' }}>
          choose one
        </Box>
      </Typography>
      <Typography variant="caption" color={problem ? 'error' : 'textSecondary'} role="status">
        {problem ?? 'As mlflow’s save_model wrote it: the folder with the MLmodel file.'}
      </Typography>
      <input
        type="file"
        aria-label="Model folder"
        ref={(input) => {
          if (input) input.webkitdirectory = true // React knows no such attribute
        }}
        onChange={({ target }) => take(pickedFiles(target.files ?? []))}
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
  '&[data-over], :focus-within': { borderColor: 'primary.main' },
  // The whole area is its label: it is reached by keyboard, and seen by the border.
  '& input': { position: 'absolute', width: 1, height: 1, opacity: 0 },
} as const
