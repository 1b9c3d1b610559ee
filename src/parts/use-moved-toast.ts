import { type Undo, useUndoMove } from '../api/writes/undo-move.ts'
import { toast } from '../ui/feedback/toast.ts'

/** Says that a version has moved, with Undo. A refused Undo is reported as every failed write is. */
export function useMovedToast(): (text: string, how: Undo) => void {
  const undo = useUndoMove()
  const run = async (how: Undo) => {
    await undo.mutateAsync(how)
    toast({ text: 'Move undone.' })
  }
  return (text, how) => toast({ text, action: { text: 'Undo', run: () => void run(how).catch(() => undefined) } })
}
