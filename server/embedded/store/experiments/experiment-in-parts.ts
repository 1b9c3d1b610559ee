import type { Db } from '../../db.ts'
import { tagsInParts } from '../parts-by-key.ts'
import { experimentIdOf, experimentRowsOf, idsOfName, withId, withName } from './experiment-rows.ts'

/** As `getExperiment`, with its tags part by part. */
export const getExperimentInParts = (db: Db, id: string) => withId(id, inParts(db, [experimentIdOf(id)]))

/** As `getExperimentByName`, with its tags part by part. */
export const getExperimentByNameInParts = (db: Db, name: string) => withName(name, inParts(db, idsOfName(db, name)))

/** An experiment with its tags part by part. Undefined if it is not there. */
export const experimentInParts = (db: Db, id: number) => inParts(db, [id])[0]

const inParts = (db: Db, ids: readonly number[]) =>
  experimentRowsOf(db, ids).map((row) => ({
    ...row,
    experiment_id: String(row.experiment_id),
    tags: tagsInParts(db, 'experiment_tags AS t WHERE t.experiment_id = ?', [row.experiment_id]),
  }))
