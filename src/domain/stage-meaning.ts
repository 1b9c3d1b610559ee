import type { Stage } from '#contract/versions.ts'

/** What each stage says of a version, in words; MLflow itself does nothing with them. */
export const stageMeaning: Record<Stage, string> = {
  None: 'registered, not in use',
  Staging: 'for testing',
  Production: 'for deployment',
  Archived: 'no longer for use',
}
