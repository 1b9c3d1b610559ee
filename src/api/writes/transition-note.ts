import type { ModelVersion, Stage } from '#contract/versions.ts'

/** A version's description with an added line that tells the new stage, the date and the reason. */
export function withTransitionNote(
  { version, description = '' }: ModelVersion,
  stage: Stage,
  now: Date,
  reason = '',
): string {
  const note = `The model version ${version} was transitioned to ${stage} on ${day(now)}. ${reason}`.trimEnd()
  return description.trim() === '' ? note : `${description.trimEnd()}\n\n${note}`
}

/** The date in the user's time zone: `2026-11-21`. */
const day = (date: Date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
