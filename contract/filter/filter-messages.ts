import type { Fault } from './filter-error.ts'
import { grammars, type Entity, type Grammar, type Operand } from './filter-grammars.ts'

/** MLflow's messages about filters (docs/rest-contract.md §9): its clients and tests match on them. Beside them, ours. */

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
export const manyFilters = (filter: string): Fault => ({
  mlflow: `Search filter contained multiple expression '${short(filter)}'. Provide AND-ed expression list.`,
  plain: 'Join comparisons with AND instead of “;”.',
})

/** Names as people list them: `a, b or c`. */
const either = (names: Iterable<string>): string => new Intl.ListFormat('en', { type: 'disjunction' }).format(names)

/** A comparison's left side as written. */
const subjectOf = ({ entity, key }: { entity: Entity; key: string }) =>
  entity === 'attribute' ? key : `${entity}s.${key}`

const examples: Record<Grammar, string> = {
  runs: "metrics.rmse < 7 AND params.model = 'xgb'",
  experiments: "name ILIKE '%fares%' AND tags.team = 'rides'",
  models: "name ILIKE '%fares%' AND tags.team = 'rides'",
  versions: "tags.team = 'rides' AND version_number > 3",
  loggedModels: "metrics.rmse < 7 AND params.model = 'xgb'",
}

/** The left side of a comparison is not a name; `tooShort` is the part of it that could be one without quotes. */
export function notIdentifier(found: string, tooShort?: { entity: string | null }): Fault {
  const hint = tooShort
    ? `. Put a key that has characters other than letters, digits, _ and . in backquotes: ${tooShort.entity ?? 'tags'}.\`a key\``
    : ''
  return {
    mlflow: `Invalid comparison clause. Expected 'Identifier' found '${found.slice(0, 100)}'${hint}`,
    plain: tooShort
      ? `Put a name that has characters other than letters, digits, _ and . in backquotes: ${tooShort.entity ?? 'tags'}.\`a name\`.`
      : 'A comparison begins with a name, not with a value.',
  }
}

/** Something that is not a comparison, or that is in the wrong place. */
export function badClause(grammar: Grammar, filter: string, found: string | undefined): Fault {
  const plain =
    found === undefined
      ? `Something is missing at the end. Write for example: ${examples[grammar]}`
      : `“${found}” does not fit here. Write for example: ${examples[grammar]}`
  const said = found ?? 'end of filter'
  const mlflow =
    grammar === 'loggedModels'
      ? `Invalid filter string: ${quoted(short(filter))}. Expected a list of comparisons separated by 'AND' (e.g. 'metrics.loss > 0.1 AND params.lr = 0.01').`
      : `Invalid clause(s) in filter string: ${grammar === 'runs' ? `'${said}'` : said}`
  return { mlflow, plain }
}

/** `name` is the entity with the key after it, as written. */
export function badEntity(grammar: Grammar, found: string, name: string): Fault {
  const valid = new Map([...grammars[grammar].entities].map(([word, entity]) => [entity, word])).values()
  const plain = `Unknown name “${name}”. A name begins with ${either([...valid].map((word) => `${word}.`))}.`
  return { mlflow: entityMessage(grammar, found), plain, unknown: name }
}

function entityMessage(grammar: Grammar, found: string): string {
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
): Fault {
  const known = [...valid]
  const hint = grammar === 'versions' ? sqlWords.get(found) : undefined
  if (hint)
    return {
      mlflow: `Invalid clause(s) in filter string: ${found} (${hint})`,
      plain: `“${found}”: ${hint}.`,
      unknown: found,
    }
  return {
    mlflow: `Invalid ${entity} key '${found}' specified. Valid keys are '${set(known)}'`,
    plain: `Unknown name “${found}”. ${entity === 'dataset' ? 'A dataset has' : 'Known names are'} ${known.filter((name) => /^[a-z_]+$/.test(name)).join(', ')}${entity === 'attribute' ? freeNames(grammar) : ''}.`,
    unknown: found,
  }
}

/** The other names that a filter takes, each with a key of one's own. */
function freeNames(grammar: Grammar): string {
  const free = Object.keys(grammars[grammar].comparators).filter((entity) => entity !== 'dataset')
  return `, and ${either(free.map((entity) => `${entity}s.…`))}`
}

export function badComparator(
  grammar: Grammar,
  { entity, key }: { entity: Entity; key: string },
  found: string,
  valid: readonly string[],
): Fault {
  const plain = `${subjectOf({ entity, key })} can’t be compared with ${found}. Use ${either(valid)}.`
  return { mlflow: comparatorMessage(grammar, { entity, key }, found, valid), plain }
}

function comparatorMessage(
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

export function badNull(grammar: Grammar, left: { entity: Entity; key: string }, found: string): Fault {
  return { mlflow: nullMessage(grammar, left, found), plain: `${found} can’t be used with ${subjectOf(left)}.` }
}

function nullMessage(grammar: Grammar, { entity, key }: { entity: Entity; key: string }, found: string): string {
  if (grammar === 'loggedModels')
    return `Invalid comparison: ${entity === 'attribute' ? '' : `${entity}s.`}${key}${found}. Expected a comparison with 3 tokens.`
  if (grammar === 'experiments') return `IS NULL / IS NOT NULL is only supported for tags, not for ${entity} '${key}'`
  if (grammar === 'runs')
    return `IS NULL / IS NOT NULL is only supported for tags and params, not for '${names[entity]}' '${key}'`
  return `IS NULL / IS NOT NULL is not supported here, not for '${entity}' '${key}'`
}

/** A value of the wrong type. */
export function badValue(grammar: Grammar, left: Operand & { entity: Entity }, found: string): Fault {
  const wanted = left.value === 'number' || left.value === 'integer' ? 'a number' : "a text in quotes, such as 'rides'"
  const plain = `${subjectOf(left)} is compared with ${wanted}, not with ${found}.`
  return { mlflow: valueMessage(grammar, left, found), plain }
}

function valueMessage(grammar: Grammar, left: Operand & { entity: Entity }, found: string): string {
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

export const badInteger = (key: string, found: string): Fault => ({
  mlflow: `Invalid value for numeric attribute '${key}': ${found}`,
  plain: `${key} is compared with a whole number, not with ${found}.`,
})
export const notQuoted = (found: string): Fault => ({
  mlflow: `Parameter value is either not quoted or unidentified quote types used for string value ${found}. Use either single or double quotes.`,
  plain: `Put the value in quotes: '${found.replaceAll(/^[`'"]|[`'"]$/g, '')}'.`,
})

/** A list for an attribute that takes none. */
export function noList(grammar: Grammar): Fault {
  const takers = [...grammars[grammar].attributes].filter(([, operand]) => operand.comparators.includes('IN'))
  const known = takers.map(([name]) => name)
  return {
    mlflow: `Only ${set(known, '[', ']')} attributes support comparison with a list of quoted string values.`,
    plain: `Only ${either(known)} can be compared with a list.`,
  }
}

const list = 'While parsing a list in the query, expected'
const plainList = "A list holds texts in quotes: ('a', 'b')."
export const emptyList: Fault = {
  mlflow: `${list} a non-empty list of string values, but got empty list`,
  plain: `The list is empty. ${plainList}`,
}
export const brokenList: Fault = {
  mlflow: `${list} a non-empty list of string values, but got ill-formed list.`,
  plain: plainList,
}
export const mixedList = (found: string): Fault => ({
  mlflow: `${list} string value, punctuation, or whitespace, but got different type in list: ${found}`,
  plain: plainList,
})
