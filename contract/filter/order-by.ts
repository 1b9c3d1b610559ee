import { FilterError } from './filter-error.ts'
import { grammars, type Entity, type Grammar } from './filter-grammars.ts'
import { badKey } from './filter-messages.ts'
import { cursorOver, entityOf, isWord, peek, readIdentifier, take } from './filter-operands.ts'

export type OrderBy = { entity: Entity; key: string; ascending: boolean }

/** The most keys to order one search by. */
const maxKeys = 20
const maxLength = 1000

/**
 * Reads `order_by`, one `key [ASC|DESC]` an item (docs/rest-contract.md §9), and returns canonical keys. For logged models the
 * items are `field_name`s without a direction, so all are ascending. Throws FilterError, also for a key given twice.
 */
export function parseOrderBy(grammar: Grammar, items: readonly string[]): OrderBy[] {
  if (items.length > maxKeys) throw new FilterError(`order_by has ${items.length} keys, more than ${maxKeys}.`, 0)
  const orders = items.map((item) => {
    if (item.length > maxLength) throw unparsed(item, maxLength)
    return grammar === 'loggedModels' ? readField(item) : readItem(grammar, item)
  })
  const seen = new Set<string>()
  for (const { entity, key } of orders) {
    const id = `${entity}.${key}`
    // Harmless: MLflow accepts it for experiments and logged models, and answers 500 elsewhere.
    const isRefused = grammar !== 'experiments' && grammar !== 'loggedModels' && seen.has(id)
    if (isRefused)
      throw new FilterError(
        `\`order_by\` contains duplicate fields: [${items.map((item) => `'${item}'`).join(', ')}]`,
        0,
      )
    seen.add(id)
  }
  return orders
}

const unparsed = (item: string, position: number) =>
  new FilterError(`Invalid order_by clause '${item.slice(0, 200)}'. Could not be parsed.`, position)

function readItem(grammar: Grammar, item: string): OrderBy {
  const rules = grammars[grammar]
  const cursor = cursorOver(grammar, item)
  const first = peek(cursor)
  const isName = first.kind === 'word' || (first.kind === 'quoted' && first.text[0] !== "'")
  const open = cursor.tokens.find(({ kind }) => kind === 'unclosed')
  if (open) throw unparsed(item, open.start)
  if (!isName || isWord(first, 'ASC', 'DESC')) throw unparsed(item, first.start)
  const identifier = readIdentifier(cursor)
  const direction = take(cursor)
  if (direction.kind !== 'end' && peek(cursor).kind !== 'end') throw unparsed(item, direction.start)
  if (direction.kind !== 'end' && direction.kind !== 'word') throw unparsed(item, direction.start)
  if (direction.kind === 'word' && !isWord(direction, 'ASC', 'DESC'))
    throw new FilterError(`Invalid ordering key in order_by clause '${item}'.`, direction.start)
  const ascending = !isWord(direction, 'DESC')

  const { keyStart } = identifier
  const written = item.slice(identifier.start, identifier.end)
  if (grammar === 'models') {
    const key = rules.order.get(written)
    if (!key)
      throw new FilterError(
        `Invalid order by key '${written}' specified. Valid keys are '{${quoted(rules.order)}}'`,
        keyStart,
      )
    return { entity: 'attribute', key, ascending }
  }
  const entity = entityOf(cursor, identifier)
  if (entity !== 'attribute') {
    if (rules.orderEntities.includes(entity)) return { entity, key: identifier.key, ascending }
    const message =
      grammar === 'versions'
        ? `Invalid order by key '${identifier.key}' specified. Valid keys are {${quoted(rules.order)}}`
        : grammar === 'runs'
          ? `Invalid identifier type '${entity}'`
          : `Invalid order_by entity: ${entity}`
    throw new FilterError(message, identifier.start)
  }
  const key = rules.order.get(identifier.key)
  if (!key) throw new FilterError(badKey('runs', entity, identifier.key, rules.order.keys()), keyStart)
  return { entity, key, ascending }
}

const quoted = (names: ReadonlyMap<string, string>) => [...names.keys()].map((name) => `'${name}'`).join(', ')

/** Reads a logged model's `field_name`: an attribute, or `metrics.` followed by the key as it is, spaces included. */
function readField(field: string): OrderBy {
  const dot = field.indexOf('.')
  if (dot < 0) {
    const key = grammars.loggedModels.order.get(field)
    if (!key) throw new FilterError(`Invalid order by field name: ${field}`, 0)
    return { entity: 'attribute', key, ascending: true }
  }
  if (field.slice(0, dot) !== 'metrics')
    throw new FilterError(`Invalid order by field name: ${field}. Only metrics are supported.`, 0)
  return { entity: 'metric', key: field.slice(dot + 1), ascending: true }
}
