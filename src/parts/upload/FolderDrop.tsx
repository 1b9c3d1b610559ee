import Box from '@mui/material/Box'
import Typography from '@mui/material/Typography'
import { FolderUp } from 'lucide-react'
import { droppedFolder, pickedFiles, type PickedFolder } from './picked-folder.ts'
import { dropZone, useDrop } from './use-drop.ts'

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
    <Box component="label" data-over={isOver || undefined} sx={{ ...dropZone, cursor: 'pointer' }}>
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

/** Accepts a folder that is chosen, or dropped on the element with `handlers`. Anything else sets `problem`. */
export function useFolderDrop(isOpen: boolean, onPick: (folder: PickedFolder) => void) {
  const { isOver, problem, take, handlers } = useDrop({
    isOpen,
    onPick,
    read: droppedFolder,
    wrong: 'Drop one folder with files in it: the one that contains MLmodel.',
  })
  return { isOver, problem, choose: (files: Iterable<File>) => take(pickedFiles(files)), handlers }
}
