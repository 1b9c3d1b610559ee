import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { OrderBy } from '#contract/filter/order-by.ts'
import type { Comparison } from '#contract/filter/testing-filters.ts'

/** A row as a search sees it; `id` identifies it in the results of `ask`. */
export type Row = {
  id: string
  /** `null` is missing. */
  attributes: Record<string, string | number | null>
  /** Attributes compared as text by filters and as numbers by orders. */
  numbers?: Record<string, number>
  /** The latest point of a key comes last. */
  metrics?: readonly { key: string; value: number }[]
  params?: Readonly<Record<string, string>>
  tags?: Readonly<Record<string, string>>
  datasets?: readonly Readonly<Record<string, string>>[]
}

const prompt = 'mlflow.prompt.is_prompt'

const isAboutPrompts = ({ entity, key }: Comparison) => entity === 'tag' && key === prompt

/** Whether the first comparison about prompts asks for them; otherwise prompts and such comparisons are left out. */
function asksForPrompts(parts: readonly Comparison[]): boolean {
  const { comparator, value } = parts.find(isAboutPrompts) ?? {}
  const text = String(value).toLowerCase()
  return (comparator === '=' && text === 'true') || (comparator === '!=' && text === 'false')
}

/** The rows that a search must find, in order: docs/rest-contract.md §9, implemented in the simplest way. */
export function reference(
  grammar: Grammar,
  rows: readonly Row[],
  parts: readonly Comparison[],
  orders: readonly OrderBy[],
): string[] {
  const hides = (grammar === 'models' || grammar === 'versions') && !asksForPrompts(parts)
  const asks = hides ? parts.filter((part) => !isAboutPrompts(part)) : parts
  const seen = hides ? rows.filter((row) => row.tags?.[prompt] !== 'true') : rows
  const found = seen.filter((row) => asks.every((part) => matches(row, part)))
  return found.toSorted(inOrder(grammar, orders)).map(({ id }) => id)
}

function matches(row: Row, { entity, key, comparator, value }: Comparison): boolean {
  const values = valuesOf(row, entity, key)
  if (comparator === 'IS NULL') return values.length === 0
  if (comparator === 'IS NOT NULL') return values.length > 0
  return values.some((found) => {
    if (comparator === 'IN') return (value as string[]).includes(found as string)
    if (comparator === 'NOT IN') return !(value as string[]).includes(found as string)
    if (comparator === 'LIKE' || comparator === 'ILIKE')
      return pattern(value as string, comparator === 'ILIKE').test(found as string)
    if (comparator === '=') return found === value
    if (comparator === '!=') return found !== value
    const [a, b] = [found as number, value as number]
    return { '<': a < b, '<=': a <= b, '>': a > b, '>=': a >= b }[comparator]
  })
}

function valuesOf(row: Row, entity: Comparison['entity'], key: string): (string | number)[] {
  if (entity === 'metric') return (row.metrics ?? []).filter((metric) => metric.key === key).map(({ value }) => value)
  if (entity === 'dataset') return (row.datasets ?? []).map((dataset) => dataset[key] ?? '')
  const found = { attribute: row.attributes, param: row.params ?? {}, tag: row.tags ?? {} }[entity][key]
  return found === undefined || found === null ? [] : [found]
}

const pattern = (like: string, anyCase: boolean) =>
  new RegExp(
    `^${[...like].map((letter) => (letter === '%' ? '[^]*' : letter === '_' ? '[^]' : RegExp.escape(letter))).join('')}$`,
    anyCase ? 'iu' : 'u',
  )

/** The order of ties, and the default order. */
const ties: Record<Grammar, readonly OrderBy[]> = {
  experiments: [down('creation_time'), down('experiment_id')],
  runs: [down('start_time'), up('run_id')],
  models: [up('name')],
  versions: [down('last_updated_timestamp'), up('name'), down('version_number')],
  loggedModels: [down('creation_timestamp_ms'), up('model_id')],
}
function up(key: string): OrderBy {
  return { entity: 'attribute', key, ascending: true }
}
function down(key: string): OrderBy {
  return { entity: 'attribute', key, ascending: false }
}

function inOrder(grammar: Grammar, orders: readonly OrderBy[]) {
  // With `order_by`, ties of experiments and versions are no longer ordered by time.
  const rest = ties[grammar].slice(orders.length > 0 && (grammar === 'experiments' || grammar === 'versions') ? 1 : 0)
  return (a: Row, b: Row) => {
    for (const { entity, key, ascending } of [...orders, ...rest]) {
      const [x, y] = [sortValue(a, entity, key), sortValue(b, entity, key)]
      if (rank(x) !== rank(y)) return rank(x) - rank(y)
      if (rank(x) > 0 || x === y) continue
      return (isBefore(x, y) ? -1 : 1) * (ascending ? 1 : -1)
    }
    return 0
  }
}

type Sorted = string | number | undefined

function sortValue(row: Row, entity: OrderBy['entity'], key: string): Sorted {
  return (entity === 'attribute' ? row.numbers?.[key] : undefined) ?? valuesOf(row, entity, key).at(-1)
}

/** Numbers and texts first, then NaN, then missing values, in both directions. */
const rank = (value: Sorted) => (value === undefined ? 2 : Number.isNaN(value) ? 1 : 0)

/** Texts by code point. */
const isBefore = (x: Sorted, y: Sorted) =>
  typeof x === 'number' ? x < Number(y) : Buffer.compare(Buffer.from(String(x)), Buffer.from(String(y))) < 0
