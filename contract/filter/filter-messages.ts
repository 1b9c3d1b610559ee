import { grammars, type Entity, type Grammar, type Operand } from './filter-grammars.ts'

/** MLflow's messages about filters (docs/rest-contract.md §9): its clients and tests match on them. */

const names: Record<Entity, string> = {
  attribute: 'attribute',
  metric: 'metric',
  param: 'parameter',
  tag: 'tag',
  dataset: 'dataset',
}

const set = (items: Iterable<string>, open = '{', close = '}') =>
  open + [...items].map((item) => `'${item}'`).join(', ') + close

/** Shortens a filter for a message. */
const short = (filter: string) => (filter.length > 200 ? `${filter.slice(0, 200)}…` : filter)

/** Quoted as Python does. */
const quoted = (text: string) =>
  text.includes("'") && !text.includes('"') ? `"${text}"` : `'${text.replaceAll("'", "\\'")}'`

/** Two filters, with `;` between them. */
export const manyFilters = (filter: string): string =>
  `Search filter contained multiple expression '${short(filter)}'. Provide AND-ed expression list.`

/** The left side of a comparison is not a name; `tooShort` is the part of it that could be one without quotes. */
export function notIdentifier(found: string, tooShort?: { entity: string | null }): string {
  const hint = tooShort
    ? `. Put a key with other characters than letters, digits, _ and . into backquotes: ${tooShort.entity ?? 'tags'}.\`a key\``
    : ''
  return `Invalid comparison clause. Expected 'Identifier' found '${found.slice(0, 100)}'${hint}`
}

/** Something that is not a comparison, or that is in the wrong place. */
export function badClause(grammar: Grammar, filter: string, found: string): string {
  if (grammar === 'loggedModels')
    return `Invalid filter string: ${quoted(short(filter))}. Expected a list of comparisons separated by 'AND' (e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').`
  return `Invalid clause(s) in filter string: ${grammar === 'runs' ? `'${found}'` : found}`
}

export function badEntity(grammar: Grammar, found: string): string {
  if (grammar === 'runs')
    return `Invalid entity type '${found}'. Valid values are ${set(Object.values(names), '[', ']')}`
  if (grammar === 'loggedModels')
    return `Invalid entity type: '${found}'. Expected one of ['attributes', 'metrics', 'params', 'tags'].`
  return `Invalid entity type '${found}'. Valid entity types are ('attribute', 'tag', 'tags')`
}

/** MLflow's parser reads some names as SQL keywords: say which names to use instead. */
const sqlWords = new Map([
  ['version', 'use version_number'],
  ['source', 'use source_path'],
  ['alias', 'aliases cannot be searched'],
])

export function badKey(
  grammar: Grammar,
  entity: 'attribute' | 'dataset',
  found: string,
  valid: Iterable<string>,
): string {
  const hint = grammar === 'versions' ? sqlWords.get(found) : undefined
  if (hint) return `Invalid clause(s) in filter string: ${found} (${hint})`
  return `Invalid ${entity} key '${found}' specified. Valid keys are '${set(valid)}'`
}

export function badComparator(
  grammar: Grammar,
  { entity, key }: { entity: Entity; key: string },
  found: string,
  valid: readonly string[],
): string {
  if (grammar === 'loggedModels')
    return `Invalid comparison operator for ${entity}s.${key}: '${found}'. Expected one of ${set(valid, '(', ')')}.`
  if (grammar === 'runs' || (grammar === 'experiments' && entity === 'attribute' && key !== 'experiment_id'))
    return `Invalid comparator '${found}' not one of '${set(grammar === 'runs' ? valid : [...valid, 'IN', 'NOT IN'])}'`
  const subject = key === 'experiment_id' ? key : key === 'version_number' ? 'attribute version_number' : entity
  return `Invalid comparator for ${subject}: ${found}`
}

export function badNull(grammar: Grammar, { entity, key }: { entity: Entity; key: string }, found: string): string {
  if (grammar === 'loggedModels')
    return `Invalid comparison: ${entity === 'attribute' ? '' : `${entity}s.`}${key}${found}. Expected a comparison with 3 tokens.`
  if (grammar === 'experiments') return `IS NULL / IS NOT NULL is only supported for tags, not for ${entity} '${key}'`
  if (grammar === 'runs')
    return `IS NULL / IS NOT NULL is only supported for tags and params, not for '${names[entity]}' '${key}'`
  return `IS NULL / IS NOT NULL is not supported here, not for '${entity}' '${key}'`
}

/** A value of the wrong type. */
export function badValue(grammar: Grammar, left: Operand & { entity: Entity }, found: string): string {
  const { entity, key, value } = left
  if (entity === 'metric') return `Expected numeric value type for metric. Found ${found}`
  if (entity === 'dataset') return `Expected a quoted string value for dataset attributes. Got value ${found}`
  if (entity !== 'attribute')
    return `Expected a quoted string value for ${names[entity]} (e.g. 'my-value'). Got value ${found}`
  if (value === 'number' || value === 'integer')
    return `Expected numeric value type for numeric attribute: ${key}. Found ${found}`
  if (grammar === 'versions' && /^[-+\d.]/.test(found))
    return `Only the '${set(['creation_timestamp', 'last_updated_timestamp', 'version_number'])}' attributes support comparison with numeric values.`
  const orList = grammar === 'models' || grammar === 'versions' ? ' or a list of quoted string values' : ''
  return `Expected a quoted string value${orList} for attributes. Got value ${found}`
}

export const badInteger = (key: string, found: string): string =>
  `Invalid value for numeric attribute '${key}': ${found}`
export const notQuoted = (found: string): string =>
  `Parameter value is either not quoted or unidentified quote types used for string value ${found}. Use either single or double quotes.`

/** A list for an attribute that takes none. */
export function noList(grammar: Grammar): string {
  const takers = [...grammars[grammar].attributes].filter(([, operand]) => operand.comparators.includes('IN'))
  return `Only ${set(
    takers.map(([name]) => name),
    '[',
    ']',
  )} attributes support comparison with a list of quoted string values.`
}

const list = 'While parsing a list in the query, expected'
export const emptyList = `${list} a non-empty list of string values, but got empty list`
export const brokenList = `${list} a non-empty list of string values, but got ill-formed list.`
export const mixedList = (found: string): string =>
  `${list} string value, punctuation, or whitespace, but got different type in list: ${found}`
