import type { Stage } from '#contract/versions.ts'
import type { Db } from '../../db.ts'

/** The numbers of a model's versions that are in a stage. */
export const holders = (db: Db, name: string, stage: Stage) =>
  db.all<{ version: number }>(
    'SELECT version FROM model_versions WHERE name = ? AND current_stage = ? ORDER BY version',
    name,
    stage,
  )

/** The newest of them but one, or undefined. */
export const newestHolder = (db: Db, name: string, stage: Stage, but: string): number | undefined =>
  db.get<{ version: number }>(
    'SELECT version FROM model_versions WHERE name = ? AND current_stage = ? AND version != ? ORDER BY version DESC LIMIT 1',
    name,
    stage,
    Number(but),
  )?.version

/** The stages of some versions of a model. */
export const stagesOf = (db: Db, name: string, versions: readonly number[]): ReadonlyMap<number, Stage> =>
  new Map(
    db.lists<[version: number, stage: Stage]>(
      'SELECT version, current_stage FROM model_versions WHERE name = ? AND version IN (SELECT value FROM json_each(?))',
      name,
      JSON.stringify(versions),
    ),
  )

/** The number of the version that has an alias now, or undefined. */
export const holderOfAlias = (db: Db, name: string, alias: string): number | undefined =>
  db.get<{ version: number }>('SELECT version FROM aliases WHERE name = ? AND alias = ?', name, alias)?.version
