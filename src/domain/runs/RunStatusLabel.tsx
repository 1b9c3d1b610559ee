import { Circle, CircleCheck, CircleStop, CircleX, Clock, LoaderCircle } from 'lucide-react'
import type { RunStatus } from '#contract/runs.ts'

const looks = {
  RUNNING: { word: 'Running', Shape: LoaderCircle },
  SCHEDULED: { word: 'Scheduled', Shape: Clock },
  FINISHED: { word: 'Finished', Shape: CircleCheck },
  FAILED: { word: 'Failed', Shape: CircleX },
  KILLED: { word: 'Killed', Shape: CircleStop },
} as const

/** A run's status, by word, shape and colour. */
export function RunStatusLabel({ status }: { status: RunStatus }) {
  const { word, Shape } = looks[status] ?? { word: status, Shape: Circle } // other servers may use other statuses
  return (
    <span className="run-status" data-status={status}>
      <Shape size={14} aria-hidden />
      {word}
    </span>
  )
}
