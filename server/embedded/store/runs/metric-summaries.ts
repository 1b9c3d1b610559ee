import type { Answer } from '#contract/endpoints.ts'
import { parseOrderBy } from '#contract/filter/order-by.ts'
import { SHARE } from '#contract/metrics/points.ts'
import type { Db } from '../../db.ts'
import { writeInTurns } from '../in-turns.ts'

/** What all points of a run's metric say together, without NaN (migrations/023-metric-summaries.sql); `numbers` null: not read yet. */
export type Summary = { min: number | null; max: number | null; mean: number | null; numbers: number | null }

export const NOTHING: Summary = { min: null, max: null, mean: null, numbers: 0 }
export const UNREAD: Summary = { min: null, max: null, mean: null, numbers: null }

const MOST = Number.MAX_VALUE

/** The summary with one more point, as stored. */
export function addValue({ min, max, mean, numbers }: Summary, value: number, special: string): Summary {
  if (special === 'NaN' || numbers === null) return { min, max, mean, numbers }
  if (min === null || max === null || mean === null) return { min: value, max: value, mean: value, numbers: 1 }
  const share = 1 / (numbers + 1)
  return {
    min: Math.min(min, value),
    max: Math.max(max, value),
    // Shares instead of a sum, which would be infinite after two infinities. Equal values keep their mean exactly.
    mean: Math.min(Math.max(mean + (value * share - mean * share), -MOST), MOST),
    numbers: numbers + 1,
  }
}

/**
 * SQL of an upsert into `latest_metrics AS old` that adds one summary to another. What is not read yet stays so: NULL plus anything is
 * NULL.
 */
export const ADD_SUMMARY = `
  min = ifnull(min(old.min, excluded.min), ifnull(old.min, excluded.min)),
  max = ifnull(max(old.max, excluded.max), ifnull(old.max, excluded.max)),
  mean = CASE WHEN old.mean IS NULL OR excluded.mean IS NULL THEN ifnull(old.mean, excluded.mean)
    ELSE min(max(old.mean + (excluded.mean * (1.0 * excluded.numbers / (old.numbers + excluded.numbers))
      - old.mean * (1.0 * excluded.numbers / (old.numbers + excluded.numbers))), -${MOST}), ${MOST}) END,
  numbers = old.numbers + excluded.numbers`

type Summaries = Answer<'summarizeMetrics'>['summaries']
type SummaryKey = readonly [run: string, key: string]

/** The summaries of all metrics of these runs. */
export const summarizeMetrics = (db: Db, runIds: readonly string[]): Summaries =>
  summariesFrom(db, `latest_metrics AS l WHERE ${OF_RUNS} ORDER BY run_id, key`, runIds)

const OF_RUNS = 'run_id IN (SELECT value FROM json_each(?))'

/** What tells them apart, in that order. */
export const findSummaries = (db: Db, runIds: readonly string[]): SummaryKey[] =>
  db.lists(`SELECT run_id, key FROM latest_metrics WHERE ${OF_RUNS} ORDER BY run_id, key`, JSON.stringify(runIds))

/** Those of these metrics, in that order. */
export const summariesOf = (db: Db, keys: readonly SummaryKey[]): Summaries =>
  summariesFrom(
    db,
    `json_each(?) AS k CROSS JOIN latest_metrics AS l ON l.run_id = k.value ->> 0 AND l.key = k.value ->> 1 ORDER BY k.key`,
    keys,
  )

function summariesFrom(db: Db, from: string, asked: readonly unknown[]): Summaries {
  const rows = db.all<Summary & { run_id: string; key: string }>(
    `SELECT l.run_id, l.key, min, max, mean, numbers FROM ${from}`,
    JSON.stringify(asked),
  )
  return rows.map(({ run_id, key, min, max, mean, numbers }) => ({
    run_id,
    key,
    ...(min !== null && max !== null && mean !== null && { min, max, mean }),
    numbers: numbers ?? 0,
  }))
}

/** The request for which summaries have to be read: those of runs, or those of the metrics in an order. */
type AboutSummaries = { run_ids: string[] } | { order_by?: string[] | undefined }

/**
 * Reads from the points what `latest_metrics` does not know yet and the request needs, once for data of before the summaries, and
 * brings the rows of an order into the indexes. Others are answered between its turns.
 */
export async function readSummaries(db: Db, asked: AboutSummaries): Promise<void> {
  if ('run_ids' in asked)
    return inTurns(
      db,
      'run_id IN (SELECT value FROM json_each(?)) AND numbers IS NULL',
      JSON.stringify(asked.run_ids),
      (run, key) => db.run(READ_SUMMARY, run, key),
    )
  const keys = JSON.stringify(orderedMetrics(asked.order_by))
  await inTurns(db, 'key IN (SELECT value FROM json_each(?)) AND ranked IS NULL', keys, (run, key) => {
    db.run(`${READ_SUMMARY} AND numbers IS NULL`, run, key)
    db.run('UPDATE latest_metrics SET ranked = (numbers > 0) WHERE run_id = ? AND key = ?', run, key)
  })
}

function inTurns(db: Db, rows: string, param: string, work: (run: string, key: string) => void): Promise<void> {
  return writeInTurns(
    db,
    () =>
      db.lists<[run: string, key: string]>(`SELECT run_id, key FROM latest_metrics WHERE ${rows} LIMIT 1000`, param),
    (row) => work(...row),
  )
}

/** The metrics by which a search orders. Throws FilterError. */
const orderedMetrics = (orders: readonly string[] = []): string[] =>
  parseOrderBy('runs', orders).flatMap(({ entity, key }) => (entity === 'metric' ? [key] : []))

const READ_SUMMARY = `
  UPDATE latest_metrics AS l SET (min, max, mean, numbers) = (
    SELECT min(m.value), max(m.value), sum(m.value * ${1 / SHARE}) / count(*) * ${SHARE}.0, count(*)
    FROM metrics AS m WHERE m.run_id = l.run_id AND m.key = l.key AND m.special <> 'NaN')
  WHERE l.run_id = ? AND l.key = ?`
