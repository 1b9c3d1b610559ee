import { MOST_VALUES, type InProduction } from '#contract/find/model-fields.ts'
import { flavorsOf } from '#contract/model-history.ts'
import type { Db } from '../../db.ts'
import { restored, storedValue } from '../metric-values.ts'

/** The version of a model that is in Production, the highest if several are, or undefined. */
export const liveVersion = (db: Db, name: string) =>
  db.get<{ version: number; run_id: string; source: string }>(
    `SELECT version, run_id, source FROM model_versions WHERE name = ? AND current_stage = 'Production'
     ORDER BY version DESC LIMIT 1`,
    name,
  )

/** What this version is found by besides the registry's own texts: its flavors, and the params and metrics of its run. */
export function inProduction(db: Db, live: NonNullable<ReturnType<typeof liveVersion>>): InProduction {
  const { run_id: run, version, source } = live
  if (run === '') return { version: String(version), flavors: flavorsOf(undefined, source), params: [], metrics: [] }
  const history = db.get<{ value: string }>(
    "SELECT value FROM tags WHERE run_id = ? AND key = 'mlflow.log-model.history' AND weigh(octet_length(value))",
    run,
  )
  return {
    version: String(version),
    flavors: flavorsOf(history?.value, source),
    params: db.all<{ key: string; value: string }>(
      `SELECT key, value FROM params WHERE run_id = ? ORDER BY key LIMIT ${MOST_VALUES}`,
      run,
    ),
    metrics: db
      .all<{ key: string; value: number | string }>(
        `SELECT l.key, ${storedValue('l')} FROM latest_metrics AS l WHERE l.run_id = ? ORDER BY l.key LIMIT ${MOST_VALUES}`,
        run,
      )
      .map(({ key, value }) => ({ key, value: restored(value) })),
  }
}
