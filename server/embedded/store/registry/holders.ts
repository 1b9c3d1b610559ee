import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../db.ts'

/** The numbers of a model's versions that are in a stage. */
export const holders = (db: Db, name: string, stage: Stage) =>
  db.all<{ version: number }>(
    'SELECT version FROM model_versions WHERE name = ? AND current_stage = ? ORDER BY version',
    name,
    stage,
  )
