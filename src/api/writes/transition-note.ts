import type { ModelVersion, Stage } from '#contract/versions.ts'

/** A version's description with a last line that says to which stage it was moved, and on which day. */
export function withTransitionNote({ version, description = '' }: ModelVersion, stage: Stage, now: Date): string {
  const note = `The model version ${version} was transitioned to ${stage} on ${day(now)}.`
  return description.trim() === '' ? note : `${description.trimEnd()}\n\n${note}`
}

/** As the person's own calendar has it: `2026-11-21`. */
const day = (date: Date) =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
