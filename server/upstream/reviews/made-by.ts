import type { ReviewChange } from '#contract/review-log.ts'
import type { Stage } from '#contract/versions.ts'

/** Whom a change is recorded under that nobody made through this server. */
export const UNKNOWN = 'unknown'

/** Says who made a change that was found: somebody through this server, or undefined for a change outside. */
export type MadeBy = (
  change:
    | { version: string; stage: Stage }
    | { alias: string; version?: string }
    | { version: string; tag: string }
    | { created: true },
) => string | undefined

/** Records a change that was found: of somebody, or made outside. */
export type Note = (user: string | undefined, change: ReviewChange) => void
