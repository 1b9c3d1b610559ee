import type { Metric } from '#contract/runs.ts'
import type { Tag, Wire } from '#contract/values.ts'
import type { Db } from '../../db.ts'
import { grouped } from '../grouped.ts'
import { exact, type Int64, int64Of } from '../int64.ts'
import { type LoggedList, there } from '../logged-lists.ts'
import { restored, storedValue } from '../metric-values.ts'
import { TextInParts } from '../text-in-parts.ts'
import type { Counting } from '../too-much.ts'

type MetricRow = readonly [run_id: string, key: string, value: number | string, timestamp: Int64, step: Int64]

export const latestMetrics: LoggedList<MetricRow, Wire<Metric>> = {
  owner: 'run_id',
  select: `SELECT run_id, key, ${storedValue('m')}, ${exact('timestamp')}, ${exact('step')} FROM main.latest_metrics m`,
  by: ['key'],
  keyOf: ([, key]) => [key],
  itemOf: ([, key, value, timestamp, step]) => ({
    key,
    value: restored(value),
    timestamp: int64Of(timestamp),
    step: int64Of(step),
  }),
  part: 1000,
}

type PairRow = readonly [owner: string, key: string, value: string]

/** Params or tags of runs or of logged models. */
export const pairs = (
  owner: 'run_id' | 'model_id',
  table: 'params' | 'tags' | 'logged_model_params' | 'logged_model_tags',
): LoggedList<PairRow, Tag> => ({
  owner,
  select: `SELECT ${owner}, key, value FROM main.${table}`,
  by: ['key'],
  keyOf: ([, key]) => [key],
  itemOf: ([, key, value]) => ({ key, value }),
  charactersOf: ([, , value]) => value.length,
  part: 15,
})

export const params = pairs('run_id', 'params')
export const tags = pairs('run_id', 'tags')

export const modelInputs: LoggedList<readonly [run_id: string, model_id: string], { model_id: string }> = {
  owner: 'run_id',
  select: 'SELECT run_id, model_id FROM main.model_inputs',
  by: ['model_id'],
  keyOf: ([, model_id]) => [model_id],
  itemOf: ([, model_id]) => ({ model_id }),
  part: 1000,
}

type OutputRow = readonly [run_id: string, model_id: string, step: Int64]

export const modelOutputs: LoggedList<OutputRow, { model_id: string; step: number | bigint }> = {
  owner: 'run_id',
  select: `SELECT run_id, model_id, ${exact('o.step')} FROM main.model_outputs o`,
  by: ['o.step', 'model_id'],
  keyOf: ([, model_id, step]) => [int64Of(step), model_id],
  itemOf: ([, model_id, step]) => ({ model_id, step: int64Of(step) }),
  // Each part sorts all, as no index has this order.
  part: 3000,
}

type InputRow = readonly [run_id: string, dataset_id: number, tags: string]
type DatasetRow = {
  dataset_id: number
  name: string
  digest: string
  source_type: string
  source: string
  schema: string | null
  profile: string | null
}

/** The datasets that runs used: `LoggedList` has no place for them, as each is read once, however many of the runs used it. */
export function datasetInputs(db: Db, runs: string, { limit, count }: Counting) {
  const inputs = db.lists<InputRow>(
    `SELECT run_id, dataset_id, tags FROM main.dataset_inputs WHERE run_id IN (SELECT value FROM json_each(?))
     ORDER BY run_id, dataset_id ${limit}`,
    runs,
  )
  count(inputs.length)
  if (inputs.length === 0) return new Map<string, never[]>()
  const ids = JSON.stringify([...new Set(inputs.map(([, id]) => id))])
  // Their schemas and profiles can be millions of characters.
  const lengths = new Map(
    db.lists<readonly [id: number, length: number]>(
      `SELECT dataset_id, octet_length(source) + ifnull(octet_length(schema), 0) + ifnull(octet_length(profile), 0)
       FROM main.datasets WHERE dataset_id IN (SELECT value FROM json_each(?))`,
      ids,
    ),
  )
  for (const [, id, tags] of inputs) count(0, tags.length + (lengths.get(id) ?? 0))
  return grouped(inputs, ([id]) => id, withDatasets(db, ids))
}

/** Those of one run, one by one. */
export function* datasetInputsInParts(db: Db, run: string) {
  for (let after = -1; ;) {
    const [input] = db.lists<InputRow>(
      `SELECT run_id, dataset_id, tags FROM main.dataset_inputs WHERE run_id = ${there.run_id} AND dataset_id > ?
       ORDER BY dataset_id LIMIT 1`,
      run,
      after,
    )
    if (!input) return
    after = input[1]
    yield [{ tags: tagsOf(input), dataset: datasetInParts(db, after) }]
  }
}

/** As many bytes of a schema or a profile are read at once: for each part, SQLite loads all of it, up to 16 MB. */
const LONG = 1_000_000

/** As many are sent together. */
const TOGETHER = 100_000

const isLong = (column: string) => `ifnull(octet_length(${column}) > ${LONG}, 0)`

/** A dataset whose schema and profile are read part by part if they are long. */
function datasetInParts(db: Db, id: number) {
  const short = (column: string) => `iif(${isLong(column)}, NULL, ${column}) AS ${column}`
  const { has_schema, has_profile, schema, profile, ...row } = db.get<Omit<DatasetRow, 'dataset_id'> & HasLong>(
    `SELECT name, digest, source_type, source, ${short('schema')}, ${short('profile')},
       ${isLong('schema')} AS has_schema, ${isLong('profile')} AS has_profile FROM main.datasets WHERE dataset_id = ?`,
    id,
  )! // a foreign key
  const inParts = (column: string) => new TextInParts(partsOfText(db, column, id))
  return {
    ...row,
    schema: has_schema ? inParts('schema') : (schema ?? undefined),
    profile: has_profile ? inParts('profile') : (profile ?? undefined),
  }
}

type HasLong = { has_schema: 0 | 1; has_profile: 0 | 1 }

/** Reads bytes: behind a NUL, SQLite's substr finds no characters. */
function* partsOfText(db: Db, column: string, id: number): Generator<string, void> {
  const utf8 = new TextDecoder('utf-8', { ignoreBOM: true }) // keeps the bytes of half a character for the next part
  const partAt = (at: number) =>
    db.get<{ part: Uint8Array | null }>(
      `SELECT substr(CAST(${column} AS BLOB), ?, ${LONG}) AS part FROM main.datasets WHERE dataset_id = ?`,
      at,
      id,
    )?.part
  for (let at = 1; ; at += LONG) {
    const bytes = partAt(at)
    if (!bytes?.length) return
    const part = utf8.decode(bytes, { stream: true })
    for (let from = 0, to; from < part.length; from = to) {
      to = from + TOGETHER
      if (/[\ud800-\udbff]/.test(part.charAt(to - 1))) to++ // its other half
      yield part.slice(from, to)
    }
  }
}

/** Gives an input the dataset that it names, one of these. */
function withDatasets(db: Db, ids: string) {
  const rows = db.all<DatasetRow>(
    `SELECT dataset_id, name, digest, source_type, source, schema, profile
     FROM main.datasets WHERE dataset_id IN (SELECT value FROM json_each(?))`,
    ids,
  )
  const datasets = new Map(
    rows.map(({ dataset_id, schema, profile, ...row }) => [
      dataset_id,
      { ...row, schema: schema ?? undefined, profile: profile ?? undefined },
    ]),
  )
  return (input: InputRow) => ({
    tags: tagsOf(input),
    dataset: datasets.get(input[1])!, // a foreign key
  })
}

/** `logDataset` wrote them, so the type is right. */
const tagsOf = ([, , tags]: InputRow) => listed(JSON.parse(tags) as Tag[])

/** Leaves out empty lists (docs/rest-contract.md §1 "Omission"). */
const listed = <T>(items: T[]): T[] | undefined => (items.length === 0 ? undefined : items)
