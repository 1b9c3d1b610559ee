import type { ModelFacts } from '#contract/find/model-facts.ts'
import type { Db } from '../../db.ts'
import { restored, storedValue } from '../metric-values.ts'
import { lastMovedTo } from '../reviews/chosen-events.ts'

/** What lists show of these models; a name that is unknown or hidden is left out. */
export function modelFacts(db: Db, names: readonly string[]): ModelFacts[] {
  const asked = JSON.stringify([...new Set(names)])
  const models = db.all<{ name: string; log: number | null; production: number; staging: number }>(
    `SELECT m.name, m.review_log AS log, ${countIn('Production')} AS production, ${countIn('Staging')} AS staging
     FROM json_each(?) AS asked CROSS JOIN registered_models AS m WHERE m.name = asked.value`,
    asked,
  )
  return models.map(({ name, log, production, staging }) => {
    const live = db.get<{ version: number; run_id: string | null }>(
      `SELECT version, run_id FROM model_versions WHERE name = ? AND current_stage = 'Production'
       ORDER BY version DESC LIMIT 1`,
      name,
    )
    const since = live && log !== null ? lastMovedTo(db, log, live.version, 'Production') : undefined
    return {
      name,
      counts: { Production: production, Staging: staging },
      ...(since !== undefined && { since }),
      ...(live?.run_id && { run_id: live.run_id }),
      metrics: live?.run_id ? metricsOf(db, live.run_id) : [],
    }
  })
}

const countIn = (stage: 'Production' | 'Staging') =>
  `(SELECT count(*) FROM model_versions AS v WHERE v.name = m.name AND v.current_stage = '${stage}')`

/** More than anybody reads in a list. */
const MOST_METRICS = 200

const metricsOf = (db: Db, run: string) =>
  db
    .all<{ key: string; value: number | string }>(
      `SELECT l.key, ${storedValue('l')} FROM latest_metrics AS l WHERE l.run_id = ? ORDER BY l.key LIMIT ${MOST_METRICS}`,
      run,
    )
    .map(({ key, value }) => ({ key, value: restored(value) }))
