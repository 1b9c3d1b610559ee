import type { Experiment } from '#contract/experiments.ts'
import { onDemand } from '../../ui/feedback/on-demand.tsx'

const dialogs = {
  rename: onDemand(async () => (await import('./RenameExperimentDialog.tsx')).RenameExperimentDialog),
  delete: onDemand(async () => (await import('./DeleteExperimentDialog.tsx')).DeleteExperimentDialog),
}

/** The requested action and its experiment. */
export type ExperimentRequest = { what: keyof typeof dialogs; experiment: Experiment }

type Props = { request: ExperimentRequest | undefined; onClose: () => void }

/** The requested dialog, loaded on first use. */
export function ExperimentDialogs({ request, onClose }: Props) {
  if (!request) return null
  const Dialog = dialogs[request.what]
  return <Dialog experiment={request.experiment} onClose={onClose} />
}
