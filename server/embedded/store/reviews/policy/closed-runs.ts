import type { Db } from '../../../db.ts'

/** The status of a run, in front of MLflow, that the person who asks may not read. */
export const CLOSED = 'CLOSED'

/** Whether the metrics of a version's run are there for others, but not for the person who asks. */
export const isClosed = (db: Db, run: string): boolean =>
  db.get('SELECT 1 FROM runs WHERE run_id = ? AND status = ?', run, CLOSED) !== undefined

/** Whether they are not there for the person who asks: the run is gone, closed, or hidden from them. */
export const isUnseen = (db: Db, run: string): boolean =>
  run !== '' && db.get('SELECT 1 FROM runs WHERE run_id = ? AND status != ?', run, CLOSED) === undefined
