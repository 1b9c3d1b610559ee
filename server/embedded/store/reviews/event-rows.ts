import type { ReviewChange, ReviewEvent } from '#contract/review-log.ts'

/** An event of a model's log as the database has it. */
export type EventRow = { number: number; time: number; user: string; data: string }

export const eventOf = ({ data, ...row }: EventRow): ReviewEvent => ({ ...row, ...(JSON.parse(data) as ReviewChange) })
