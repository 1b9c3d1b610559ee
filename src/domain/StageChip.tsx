import { Archive, Circle, CircleCheck, CircleDashed, FlaskConical } from 'lucide-react'
import type { Stage } from '#contract/versions.ts'

const shapes = { None: CircleDashed, Staging: FlaskConical, Production: CircleCheck, Archived: Archive }

/** A stage by word, shape and colour, never by colour alone. */
export function StageChip({ stage }: { stage: Stage }) {
  const Shape = shapes[stage] ?? Circle // other servers may have stages of their own
  return (
    <span className="stage" data-stage={stage}>
      <Shape size={14} aria-hidden />
      {stage}
    </span>
  )
}
