import { invalid, missing } from '#contract/errors.ts'
import type { Experiment } from '#contract/experiments.ts'
import type { Db } from '../../db.ts'
import { grouped } from '../grouped.ts'
import { weighed } from '../../weigh.ts'
import type { Most } from '../too-much.ts'

type ExperimentRow = {
  experiment_id: number
  name: string
  artifact_location: string
  lifecycle_stage: 'active' | 'deleted'
  creation_time: number
  last_update_time: number
}

/** Parses an id. One beyond any that we give becomes -1, which does not exist. Throws if it is not an integer. */
export function experimentIdOf(text: string): number {
  if (!/^-?\d+$/.test(text)) throw invalid(`Invalid experiment ID '${text}'. Experiment ID must be a valid integer.`)
  const id = Number(text)
  return Number.isSafeInteger(id) ? id : -1
}

/** Parses the ids of a search. Unknown ones stay and match nothing. */
export function experimentIdsOf(ids: string[] = []): number[] {
  return ids.map(experimentIdOf)
}

/** Those of these ids that there are, in that order, as often. */
export function existingIds(db: Db, ids: readonly number[]): number[] {
  const found = 'SELECT experiment_id FROM experiments WHERE experiment_id IN (SELECT value FROM json_each(?))'
  const existing = new Set(db.lists<[id: number]>(found, JSON.stringify(ids)).map(([id]) => id))
  return ids.filter((id) => existing.has(id))
}

/** Deleted ones too. Throws RESOURCE_DOES_NOT_EXIST. */
export function getExperiment(db: Db, id: string): Experiment {
  return withId(id, experimentsOf(db, [experimentIdOf(id)]))
}

/** The experiment that was found for an id. Throws RESOURCE_DOES_NOT_EXIST. */
export const withId = <T>(id: string, found: readonly T[]): T => firstOf(found, `No Experiment with id=${id} exists`)

/** Deleted ones too. Throws RESOURCE_DOES_NOT_EXIST. */
export function getExperimentByName(db: Db, name: string): Experiment {
  return withName(name, experimentsOf(db, idsOfName(db, name)))
}

export const idsOfName = (db: Db, name: string): number[] =>
  db
    .all<{ experiment_id: number }>('SELECT experiment_id FROM experiments WHERE name = ?', name)
    .map(({ experiment_id }) => experiment_id)

/** The experiment that was found for a name. Throws RESOURCE_DOES_NOT_EXIST. */
export const withName = <T>(name: string, found: readonly T[]): T =>
  firstOf(found, `Could not find experiment with name '${name}'`)

/** Without tags. */
export const experimentRowsOf = (db: Db, ids: readonly number[]) =>
  db.all<ExperimentRow>(
    `SELECT experiment_id, name, artifact_location, lifecycle_stage, creation_time, last_update_time
     FROM experiments WHERE experiment_id IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  )

/**
 * Reads the experiments with these ids, in that order, in two statements, or one if it finds none (see `runsOf`). Throws `TooMuch` if their
 * tags are more than `most`.
 */
export function experimentsOf(db: Db, ids: number[], most?: Most): Experiment[] {
  const rows = experimentRowsOf(db, ids)
  if (rows.length === 0) return []
  const ofTags = weighed(most?.characters, () =>
    db.all<{ experiment_id: number; key: string; value: string }>(
      `SELECT experiment_id, key, value FROM main.experiment_tags
     WHERE experiment_id IN (SELECT value FROM json_each(?)) AND weigh(50 + octet_length(value)) ORDER BY experiment_id, key`,
      JSON.stringify(rows.map(({ experiment_id }) => experiment_id)),
    ),
  )
  const tags = grouped(
    ofTags,
    (row) => String(row.experiment_id),
    ({ key, value }) => ({ key, value }),
  )
  const byId = new Map(rows.map((row) => [row.experiment_id, row]))
  return ids.flatMap((id) => {
    const row = byId.get(id)
    return row ? [{ ...row, experiment_id: String(id), tags: tags.get(String(id)) }] : []
  })
}

/** Returns an experiment that can be written to, without tags. Throws RESOURCE_DOES_NOT_EXIST or INVALID_PARAMETER_VALUE. */
export function activeExperiment(db: Db, id: string): ExperimentRow {
  const experiment = withId(id, experimentRowsOf(db, [experimentIdOf(id)]))
  if (experiment.lifecycle_stage === 'active') return experiment
  throw invalid(
    `The experiment ${experiment.experiment_id} must be in the 'active' state. Current state is ${experiment.lifecycle_stage}.`,
  )
}

function firstOf<T>(experiments: readonly T[], otherwise: string): T {
  const [experiment] = experiments
  if (!experiment) throw missing(otherwise)
  return experiment
}
