import type { Stage } from '#contract/versions.ts'

/** What each stage says of a version, in words; MLflow itself does nothing with them. */
export const stageMeaning: Record<Stage, string> = {
  None: 'no stage yet',
  Staging: 'intended for testing',
  Production: 'intended for deployment',
  Archived: 'no longer in use',
}
