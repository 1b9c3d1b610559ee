import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { FolderUp } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { droppedFolder, pickedFiles, type PickedFolder } from './picked-folder.ts'

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

/** Accepts a folder that is chosen, or dropped on the element with `handlers`. Anything else sets `problem`. */
export function useFolderDrop(isOpen: boolean, onPick: (folder: PickedFolder) => void) {
  const [isOver, setOver] = useState(false)
  const [problem, setProblem] = useState<string>()
  const take = (folder: PickedFolder | undefined) => {
    if (folder) onPick(folder)
    else setProblem('Drop one folder with files in it: the one that contains MLmodel.')
  }
  return {
    isOver,
    problem,
    choose: (files: Iterable<File>) => take(pickedFiles(files)),
    handlers: {
      onDragOver(event: DragEvent) {
        event.preventDefault() // otherwise the browser would open what is dropped
        if (isOpen) setOver(true)
        else event.dataTransfer.dropEffect = 'none'
      },
      onDragLeave(event: DragEvent) {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false)
      },
      onDrop(event: DragEvent) {
        event.preventDefault()
        setOver(false)
        if (!isOpen) return
        void droppedFolder(event.dataTransfer.items).then(take, (error: Error) => setProblem(error.message))
      },
    },
  }
}
