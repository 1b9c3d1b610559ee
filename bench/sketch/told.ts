import { all, now, sql } from './database.ts'

let waiting = 0
/**
 * What MLflow has not and the product must write with a change: its event in the model's log, and what the version is found by, indexed for
 * 16 changes at once. It also asks which webhooks listen.
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
  sql(`INSERT OR REPLACE INTO recent_texts (name, kind, text)
    SELECT v.name, 'versions ' || v.version, concat_ws(char(10), v.current_stage, v.description,
      (SELECT group_concat(t.key || ': ' || t.value, char(10)) FROM model_version_tags AS t
       WHERE t.name = v.name AND t.version = v.version))
    FROM model_versions AS v WHERE v.name = ? AND v.version = ?`).run(name, number)
  waiting += 1
  if (waiting < 16) return
  waiting = 0
  sql(`INSERT INTO model_texts (name, kind, text) SELECT name, kind, text FROM recent_texts WHERE true
    ON CONFLICT (name, kind) DO UPDATE SET text = excluded.text`).run()
  sql('DELETE FROM recent_texts').run()
}
