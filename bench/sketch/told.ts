import { all, now, sql } from './database.ts'

/**
 * What MLflow has not and the product must write with a change: its event in the model's log, and that what the version is found by has
 * changed, without writing that anew. It also asks which webhooks listen.
 */
export function tell(name: string, number: string, event: string | undefined) {
  const log = Number(all('SELECT review_log FROM registered_models WHERE name = ?', name)[0]?.['review_log'])
  if (event)
    sql(`INSERT INTO review_events (log, number, time, user, version, data)
      SELECT ?1, 1 + coalesce(max(number), 0), ?2, 'unknown', ?3, ?4 FROM review_events WHERE log = ?1`).run(
      log,
      now(),
      number,
      JSON.stringify({ kind: event, version: number }),
    )
  all("SELECT id, events FROM webhooks WHERE status = 'ACTIVE' AND (log IS NULL OR log = ?)", log)
  sql("INSERT OR IGNORE INTO waiting_texts VALUES (?, 'versions ' || ?)").run(name, number)
}
