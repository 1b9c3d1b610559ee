import type { Stage } from '#contract/versions.ts'

/** What each stage means; MLflow attaches no behaviour to them. */
export const stageMeaning: Record<Stage, string> = {
  None: 'no stage yet',
  Staging: 'intended for testing',
  Production: 'intended for deployment',
  Archived: 'no longer in use',
}
