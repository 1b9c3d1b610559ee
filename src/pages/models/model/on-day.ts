import type { StageStay } from '#contract/review-log.ts'

/** The stays in a stage that include some of a day, in their order. `dayOf` gives the day of a time. */
export const onDay = (stays: readonly StageStay[], day: string, dayOf: (ms: number) => string): StageStay[] =>
  stays.filter(
    ({ since, until }) =>
      (since === undefined || dayOf(since) <= day) &&
      // What ended with midnight was not there on the day that began.
      (until === undefined || dayOf(Math.max(until - 1, since ?? 0)) >= day),
  )
