import { type DragEvent, useState } from 'react'
import type { PickedFolder } from './picked-folder.ts'

type Options = {
  isOpen: boolean
  read: (items: Iterable<DataTransferItem>) => Promise<PickedFolder | undefined>
  /** What to say of anything else. */
  wrong: string
  onPick: (picked: PickedFolder) => void
}

/** Accepts what is dropped on the element with `handlers`. Anything that `read` does not take sets `problem`. */
export function useDrop({ isOpen, read, wrong, onPick }: Options) {
  const [isOver, setOver] = useState(false)
  const [problem, setProblem] = useState<string>()
  const take = (picked: PickedFolder | undefined) => {
    setProblem(picked ? undefined : wrong)
    if (picked) onPick(picked)
  }
  return {
    isOver,
    problem,
    take,
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
        void read(event.dataTransfer.items).then(take, (error: Error) => setProblem(error.message))
      },
    },
  }
}

/** The look of an area to drop on; `data-over` while something is dragged over it. */
export const dropZone = {
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
  '&[data-over]': { borderColor: 'primary.main', bgcolor: 'action.hover' },
  // The whole area may be the label: show the input's focus on its border.
  '&:has(input:focus-visible)': { outline: 2, outlineColor: 'primary.main', outlineOffset: 1 },
  '& input': { position: 'absolute', width: 1, height: 1, opacity: 0 },
} as const
