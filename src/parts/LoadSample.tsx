import type { SampleChange } from '#contract/sample.ts'
import { useLoadSample, useRemoveSample } from '../api/sample.ts'
import { toast } from '../ui/feedback/toast.ts'
import { WriteButton } from '../ui/forms/WriteButton.tsx'

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
    <WriteButton variant={variant} pending={load.isPending} onClick={() => load.mutate()}>
      Load sample project
    </WriteButton>
  )
}

const counted = ({ experiments, runs, registered_models, model_versions }: SampleChange) =>
  `${registered_models} models with ${model_versions} versions, ${experiments} experiments with ${runs} runs`
