import type { Answer, Checked } from '#contract/endpoints.ts'
import { invalid, missing } from '#contract/errors.ts'
import type { Db } from '../../db.ts'
import { exact, type Int64, int64Of } from '../int64.ts'
import { there } from '../logged-lists.ts'
import { pageSize } from '../search/limits.ts'
import { restored, storedValue, writtenSpecial } from '../metric-values.ts'
import { askedBy, nextPage, placeOf } from '../search/page-token.ts'
import type { Place } from '../search/places.ts'

type Points = Answer<'getMetricHistory'>
type PointsOfRuns = Answer<'getMetricHistoryBulk'>
type Row = readonly [run_id: string, value: number | string, timestamp: Int64, step: Int64]

const COLUMNS = `m.run_id, ${storedValue('m')}, ${exact('m.timestamp')}, ${exact('m.step')}`

/** The runs with the ids in a list. Of these that are shown, points need no look-up of their own (`main.`, seen.ts). */
const ALL_THERE = '(SELECT r.run_id FROM json_each(?) AS asked CROSS JOIN runs AS r ON r.run_id = asked.value)'

/** Reads every point of a run's metric by time, then step, then value; none for an unknown run or key. */
export function getMetricHistory(db: Db, runId: string, input: Checked<'getMetricHistory'>): Points {
  const { metric_key: key, max_results, page_token } = input
  const asked = askedBy('history', input)
  const from = placeOf(page_token, asked)
  const size = sizeOf(max_results)
  const rows = pointsFrom(db, runId, key, from, size + 1)
  const points = rows.slice(0, size)
  const next = rows.length > size ? placeAfterPoint(points.at(-1), from.offset + size) : undefined
  const metrics = points.map((point) => pointOf(key, [runId, ...point]))
  return { metrics: metrics.length > 0 ? metrics : undefined, ...nextPage(next, asked) }
}

/** Without max_results everything is returned (docs/rest-contract.md §3.1). */
const sizeOf = (max: Checked<'getMetricHistory'>['max_results']) =>
  max === undefined ? Number.MAX_SAFE_INTEGER - 1 : pageSize(max)

type PointRow = readonly [value: number | string, timestamp: Int64, step: Int64]

/** As `getMetricHistory`, `piece` points at a time, as JSON. */
export function metricHistoryInPieces(db: Db, runId: string, input: Checked<'getMetricHistory'>, piece: number) {
  const { metric_key: key, max_results, page_token } = input
  const asked = askedBy('history', input)
  const from = placeOf(page_token, asked)
  const size = sizeOf(max_results)
  let next: Place | undefined
  let read = 0
  let place = from
  function readPiece() {
    if (read > 0) requireStillThere(db, runId)
    const wanted = Math.min(piece, size - read)
    // One more, to know whether there is one. The next piece begins after the last point, so none is read twice.
    const rows = pointsFrom(db, runId, key, place, wanted + 1)
    const points = rows.slice(0, wanted)
    read += points.length
    place = placeAfterPoint(points.at(-1), from.offset + read)
    if (rows.length > wanted && read === size) next = place
    return { text: written(key, points), last: rows.length <= wanted || read === size }
  }
  return { pieces: untilLast(readPiece), rest: () => nextPage(next, asked) }
}

function* untilLast<Piece extends { last: boolean }>(read: () => Piece): Generator<Piece, void> {
  for (let isEnded = false; !isEnded;) {
    const piece = read()
    isEnded = piece.last
    yield piece
  }
}

/** Of a run some of whose points were read: what lacks the rest must not look whole. */
function requireStillThere(db: Db, runId: string): void {
  const run = db.get('SELECT 1 FROM runs AS r WHERE r.run_id = ?', runId)
  if (!run) throw missing('It was deleted or hidden while it was read.')
}

const IN_ORDER = 'm.timestamp, m.step, m.value, m.special'

const INTEGERS = 'm.timestamp, m.step'
const EXACT = `${exact('m.timestamp')}, ${exact('m.step')}`

function pointsFrom(db: Db, runId: string, key: string, { offset, after }: Place, limit: number): PointRow[] {
  const known = after?.length === 4 ? after : undefined
  const rows = (integers: string) =>
    db.lists<PointRow>(
      `SELECT ${storedValue('m')}, ${integers} FROM main.metrics m
       WHERE m.run_id = ${there.run_id} AND m.key = ? ${known ? `AND (${IN_ORDER}) > (?, ?, ?, ?)` : ''}
       ORDER BY ${IN_ORDER} LIMIT ${limit} OFFSET ?`,
      runId,
      key,
      ...(known ?? []),
      known ? 0 : offset,
    )
  // Few integers are so large, and comparing each in SQL takes a third of the time of reading it.
  try {
    const found = rows(INTEGERS)
    if (found.every(([, , step]) => Number(step) > LEAST)) return found
  } catch (error) {
    if (!isTooLarge(error)) throw error
  }
  return rows(EXACT)
}

/** node:sqlite gives the least integer as this number, and throws for all others that a number can't hold. No time is negative. */
const LEAST = -(2 ** 63)

const isTooLarge = (error: unknown) =>
  error instanceof RangeError && 'code' in error && error.code === 'ERR_OUT_OF_RANGE'

function placeAfterPoint(point: PointRow | undefined, offset: number): Place {
  if (!point) return { offset }
  const [value, timestamp, step] = point
  const [number, special] = typeof value === 'string' ? [0, value] : [value, '']
  return { offset, after: [int64Of(timestamp), int64Of(step), number, special] }
}

/** Reads one metric of up to 100 runs, by run, time, step and value; at most 25,000 points, without a token. */
export function getMetricHistoryBulk(db: Db, input: Checked<'getMetricHistoryBulk'>): PointsOfRuns {
  const { runIds, key, size } = checkedBulk(input)
  const rows = db.lists<Row>(
    `SELECT ${COLUMNS} FROM main.metrics m
     WHERE m.run_id IN ${ALL_THERE} AND m.key = ?
     ORDER BY m.run_id, ${IN_ORDER} LIMIT ${size}`,
    JSON.stringify(runIds),
    key,
  )
  return { metrics: rows.map((row) => ({ ...pointOf(key, row), run_id: row[0] })) }
}

/** As `getMetricHistoryBulk`, about `piece` points at a time, as JSON. */
export function metricHistoryBulkInPieces(db: Db, input: Checked<'getMetricHistoryBulk'>, piece: number) {
  const { runIds, key, size } = checkedBulk(input)
  const runs = [...new Set(runIds)].toSorted()
  let [read, place]: [number, Place] = [0, { offset: 0 }]
  /** Goes on to the next run where one has no more. */
  function readPiece() {
    const texts: string[] = []
    for (let left = Math.min(piece, size - read); left > 0 && runs.length > 0;) {
      const run = runs[0]!
      if (place.after) requireStillThere(db, run)
      const rows = pointsFrom(db, run, key, place, left)
      texts.push(...rows.map(pointWriter(key, `,"run_id":${JSON.stringify(run)}`)))
      const isWhole = rows.length < left
      ;[read, left] = [read + rows.length, left - rows.length]
      place = isWhole ? { offset: 0 } : placeAfterPoint(rows.at(-1), 0)
      if (isWhole) runs.shift()
    }
    return { text: texts.join(), last: runs.length === 0 || read === size }
  }
  return { list: 'metrics', pieces: untilLast(readPiece), rest: () => (read === 0 ? { metrics: [] } : {}) }
}

function checkedBulk({ run_id: runIds = [], metric_key: key, max_results }: Checked<'getMetricHistoryBulk'>) {
  if (runIds.length === 0) throw invalid('GetMetricHistoryBulk request must specify at least one run_id.')
  checkRunCount('GetMetricHistoryBulk request cannot specify more than', runIds)
  if (key === undefined) throw invalid('GetMetricHistoryBulk request must specify a metric_key.')
  return { runIds, key, size: Math.min(pageSize(max_results, { unset: 25_000 }), 25_000) }
}

/** Checks a request for points of a chart; returns its runs, each once, in the order of the answer. Throws INVALID_PARAMETER_VALUE. */
export function checkedInterval(input: Checked<'getMetricHistoryBulkInterval'>): string[] {
  const { run_ids: runIds = [], metric_key: key, start_step: start, end_step: end, max_results: max = 2500 } = input
  if (runIds.length === 0) throw missingParameter('run_ids')
  checkRunCount('GetMetricHistoryBulkInterval request must specify at most', runIds, ` ${seeDocs}`)
  if (!key) throw missingParameter('metric_key')
  if (max < 1 || max > 2500) throw invalid(`max_results must be between 1 and 2500. ${seeDocs}`)
  if ((start === undefined) !== (end === undefined))
    throw invalid('If either start step or end step are specified, both must be specified.')
  if (start !== undefined && end !== undefined && start > end)
    throw invalid(`end_step must be greater than start_step. Found start_step=${start} and end_step=${end}.`)
  return [...new Set(runIds)].toSorted()
}

/** Reads one metric of up to 100 runs for a chart: at most `max_results` points a run, evenly sampled, with the first and the last. */
export function getMetricHistoryBulkInterval(db: Db, input: Checked<'getMetricHistoryBulkInterval'>): PointsOfRuns {
  const runIds = checkedInterval(input)
  const { metric_key: key = '', start_step: start, end_step: end, max_results: max = 2500 } = input
  const rows = db.lists<Row>(
    `WITH numbered AS (
       SELECT run_id, value, special, timestamp, step,
         row_number() OVER (PARTITION BY run_id ORDER BY step, timestamp, value, special) - 1 AS n,
         count(*) OVER (PARTITION BY run_id) - 1 AS last
       FROM main.metrics
       WHERE run_id IN ${ALL_THERE} AND key = ?
         AND step BETWEEN ifnull(?, step) AND ifnull(?, step))
     SELECT ${COLUMNS} FROM numbered m, (SELECT CAST(? AS INTEGER) AS gaps)
     WHERE m.last <= gaps OR m.n = m.last OR (m.n = 0 AND gaps > 0)
       OR m.n * gaps / m.last > (m.n - 1) * gaps / m.last
     ORDER BY m.run_id, m.step, m.timestamp, m.value`,
    JSON.stringify(runIds),
    key,
    start ?? null,
    end ?? null,
    Number(max) - 1,
  )
  const metrics = rows.map((row) => ({ ...pointOf(key, row), run_id: row[0] }))
  return { metrics: metrics.length > 0 ? metrics : undefined }
}

function pointOf(key: string, [, value, timestamp, step]: Row) {
  return { key, value: restored(value), timestamp: int64Of(timestamp), step: int64Of(step) }
}

/** Writes points as `writeJson` does, without the brackets around them: those that are all numbers with `JSON.stringify`, which is faster. */
function written(key: string, rows: readonly PointRow[]): string {
  if (!rows.every((row) => row.every((field) => typeof field === 'number'))) return rows.map(pointWriter(key)).join()
  return JSON.stringify(rows.map(([value, timestamp, step]) => ({ key, value, timestamp, step }))).slice(1, -1)
}

function pointWriter(key: string, more = ''): (row: PointRow) => string {
  const start = `{"key":${JSON.stringify(key)},"value":`
  return ([value, timestamp, step]) =>
    `${start}${writtenSpecial[value] ?? value},"timestamp":${timestamp},"step":${step}${more}}`
}

function checkRunCount(words: string, runIds: string[], more = ''): void {
  if (runIds.length > 100) throw invalid(`${words} 100 run_ids. Received ${runIds.length} run_ids.${more}`)
}

const missingParameter = (name: string) => invalid(`Missing value for required parameter '${name}'. ${seeDocs}`)

const seeDocs = 'See the API docs for more information about request parameters.'
