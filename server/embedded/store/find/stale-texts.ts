import type { Db } from '../../db.ts'

/** Notes that what this run logged has changed, for the models it is found by: those with a version of it in Production. */
export function staleByRun(db: Db, runId: string): void {
  db.run(
    `INSERT INTO stale_texts
     SELECT name, 'production' FROM model_versions WHERE run_id = ? AND current_stage = 'Production'`,
    runId,
  )
}
