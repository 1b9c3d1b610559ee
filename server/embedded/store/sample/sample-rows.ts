import type { SampleCounts } from '#contract/sample.ts'
import { ApiError } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { giveLog } from '../reviews/log.ts'
import { writeMetrics } from '../runs/metrics.ts'
import type { SampleRow, SampleRows } from './sample-data.ts'
import { type SampleTable, sampleTables } from './sample-tables.ts'
import { insertStory } from './sample-story.ts'
import { newestVersion } from '../registry/version-rows.ts'

/** Throws RESOURCE_ALREADY_EXISTS if a name of the sample is taken; a deleted experiment keeps its name too. */
export function refuseTakenNames(db: Db, { experiments, registered_models }: SampleRows): void {
  const taken = [
    ...named(db, 'experiments', experiments).map((name) => `an experiment “${name}”`),
    ...named(db, 'registered_models', registered_models).map((name) => `a registered model “${name}”`),
  ]
  if (taken.length === 0) return
  throw new ApiError(
    'RESOURCE_ALREADY_EXISTS',
    `The sample project cannot be loaded because these names are taken: ${taken.join(', ')}. Rename them and try again.`,
  )
}

function named(db: Db, table: 'experiments' | 'registered_models', rows: readonly SampleRow[]): string[] {
  const names = JSON.stringify(rows.map(({ name }) => name))
  const sql = `SELECT name FROM ${table} WHERE name IN (SELECT value FROM json_each(?)) ORDER BY name`
  return db.all<{ name: string }>(sql, names).map(({ name }) => name)
}

/** Writes the sample's rows with their times relative to `now` (ms), and records which rows they are. */
export function insertSample(db: Db, sample: SampleRows, now: number): void {
  // Ids in the sample count from 1; here they follow the highest id ever given.
  const [experiments, datasets] = [lastExperiment(db), lastDataset(db)]
  for (const table of Object.keys(sampleTables) as SampleTable[])
    for (const row of sample[table]) {
      const here = { ...row }
      for (const time of sampleTables[table]) if (here[time] !== null) here[time] = now + Number(here[time])
      if ('experiment_id' in row) here['experiment_id'] = experiments + Number(row['experiment_id'])
      if ('dataset_id' in row) here['dataset_id'] = datasets + Number(row['dataset_id'])
      insert(db, table, here)
      note(db, table, here)
    }
  db.run(
    `UPDATE registered_models SET newest_version = ${newestVersion} WHERE name IN (SELECT name FROM sample_models)`,
  )
  for (const { name } of db.all<{ name: string }>('SELECT name FROM sample_models'))
    insert(db, 'sample_logs', { log: giveLog(db, name) })
  insertStory(db, now)
  for (const { run_id, key, points } of sample.metrics)
    writeMetrics(
      db,
      run_id,
      points.map(([time, step, value]) => ({ key, timestamp: now + time, step, value: Number(value) })),
    )
}

const lastExperiment = (db: Db) =>
  db.get<{ last: number }>("SELECT seq AS last FROM sqlite_sequence WHERE name = 'experiments'")?.last ?? 0
const lastDataset = (db: Db) =>
  db.get<{ last: number | null }>('SELECT max(dataset_id) AS last FROM datasets')?.last ?? 0

function insert(db: Db, table: string, row: SampleRow): void {
  const columns = Object.keys(row)
  db.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    ...Object.values(row),
  )
}

/** The tables that record the sample's rows, and the keys of those rows (migrations/003-sample-project.sql). */
const notes: Partial<Record<SampleTable, { table: string; keys: readonly string[] }>> = {
  experiments: { table: 'sample_experiments', keys: ['experiment_id'] },
  runs: { table: 'sample_runs', keys: ['run_id'] },
  logged_models: { table: 'sample_logged_models', keys: ['model_id'] },
  registered_models: { table: 'sample_models', keys: ['name'] },
  model_versions: { table: 'sample_versions', keys: ['name', 'version'] },
}

function note(db: Db, table: SampleTable, row: SampleRow): void {
  const kept = notes[table]
  if (kept) insert(db, kept.table, Object.fromEntries(kept.keys.map((key) => [key, row[key] ?? null])))
}

/** Counts what is left of the sample: somebody may have deleted models or versions of it. */
export function countSample(db: Db): SampleCounts {
  const count = (table: string) => db.get<{ n: number }>(`SELECT count(*) AS n FROM ${table}`)?.n ?? 0
  return {
    experiments: count('sample_experiments'),
    runs: count('sample_runs'),
    registered_models: count('sample_models'),
    model_versions: count('sample_versions'),
  }
}

/**
 * Deletes the sample's rows, and everything in its experiments: sample-work.ts has already refused if that includes
 * anything that is neither the sample's nor deleted.
 */
export function deleteSample(db: Db): void {
  db.run('DELETE FROM registered_models WHERE name IN (SELECT name FROM sample_models)')
  db.run('DELETE FROM review_logs WHERE id IN (SELECT log FROM sample_logs)')
  for (const table of ['logged_models', 'runs', 'experiments'])
    db.run(`DELETE FROM ${table} WHERE experiment_id IN (SELECT experiment_id FROM sample_experiments)`)
}
