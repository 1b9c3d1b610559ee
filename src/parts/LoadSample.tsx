import Button from '@mui/material/Button'
import type { SampleChange } from '#contract/sample.ts'
import { useLoadSample, useRemoveSample } from '../api/sample.ts'
import { toast } from '../ui/feedback/toast.ts'

export const sayRemoved = () => toast({ text: 'Sample project removed.' })

/** Loads the sample project, with Undo. */
export function LoadSample({ variant = 'outlined' }: { variant?: 'contained' | 'outlined' }) {
  const remove = useRemoveSample({ onDone: sayRemoved })
  const load = useLoadSample({
    onDone: (change) =>
      toast({
        text: `Sample project loaded: ${counted(change)}.`,
        action: { text: 'Undo', run: () => remove.mutate() },
      }),
  })
  return (
    <Button variant={variant} loading={load.isPending} onClick={() => load.mutate()}>
      Load sample project
    </Button>
  )
}

const counted = ({ experiments, runs, registered_models, model_versions }: SampleChange) =>
  `${registered_models} models with ${model_versions} versions, ${experiments} experiments with ${runs} runs`
