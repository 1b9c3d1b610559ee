import type { Db } from '../../../db.ts'

/** The status of a run, in front of MLflow, that the person who asks may not read. */
export const CLOSED = 'CLOSED'

/**
 * Who may not read the metrics of a version's run, which are there for others: “you”, or the account that the server uses in front of
 * MLflow.
 * Such a run has this in place of its user.
 */
export const closedTo = (db: Db, run: string): string | undefined =>
  db.get<{ user_id: string }>('SELECT user_id FROM runs WHERE run_id = ? AND status = ?', run, CLOSED)?.user_id

/** Whether they are not there for the person who asks: the run is gone, closed, or hidden from them. */
export const isUnseen = (db: Db, run: string): boolean =>
  run !== '' && db.get('SELECT 1 FROM runs WHERE run_id = ? AND status != ?', run, CLOSED) === undefined
