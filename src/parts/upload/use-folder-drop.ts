import { type DragEvent, useState } from 'react'
import { droppedFolder, type PickedFolder, pickedFiles } from './picked-folder.ts'

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
