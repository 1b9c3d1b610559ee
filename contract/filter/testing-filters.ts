import * as fc from 'fast-check'
import { type Comparator, type Entity, type Grammar, grammars, type ValueKind } from './filter-grammars.ts'
import type { Clause } from './filter.ts'

/** A comparison, and one of the ways to write it. */
export type Comparison = Omit<Clause, 'start' | 'end'> & { written: string }

/** The values in comparisons, shared with the rows so that some match. */
export type Pool = {
  keys: Partial<Record<Entity, readonly string[]>>
  texts: readonly string[]
  numbers: readonly number[]
}

export const everyGrammar = Object.keys(grammars) as Grammar[] // keys of a Record<Grammar, …>

const pick = <T>(items: Iterable<T>) => fc.constantFrom(...items)
const space = pick([' ', '  ', '\t', '\n'])

/** Valid comparisons of one search, in any of their spellings. */
export function comparisons(grammar: Grammar, pool: Pool): fc.Arbitrary<Comparison> {
  const { attributes, entities, comparators, datasetKeys } = grammars[grammar]
  const free = [...entities].flatMap(([entityName, entity]) => {
    const keys = entity === 'dataset' ? datasetKeys : (pool.keys[entity] ?? [])
    const kind: ValueKind = entity === 'metric' ? 'number' : 'string'
    return keys.length === 0
      ? []
      : [
          {
            weight: 2,
            arbitrary: pick(keys).chain((key) =>
              of(entity, key, freeKey(entityName, key), comparators[entity] ?? [], kind),
            ),
          },
        ]
  })
  const own = [...attributes].map(([name, operand]) => ({
    weight: 1,
    arbitrary: of('attribute', operand.key, attributeName(grammar, name), operand.comparators, operand.value),
  }))
  return fc.oneof(...free, ...own)

  function of(
    entity: Entity,
    key: string,
    left: fc.Arbitrary<string>,
    allowed: readonly Comparator[],
    kind: ValueKind,
  ) {
    return fc.tuple(left, pick(allowed)).chain(([left, comparator]) =>
      fc
        .tuple(spelled(comparator), space, right(grammar, pool, kind, comparator))
        .map(([sign, gap, { value, text }]): Comparison => {
          const written = text === '' ? `${left} ${sign}` : `${left}${gap}${sign}${gap}${text}`
          return { entity, key, comparator, ...(value === undefined ? {} : { value }), written }
        }),
    )
  }
}

/** Joins comparisons into one filter. */
export const joined = (parts: readonly Comparison[], and = ' AND '): string =>
  parts.map(({ written }) => written).join(and)

const bare = /^[\p{L}\p{M}\p{N}_.]+$/u

function freeKey(entityName: string, key: string): fc.Arbitrary<string> {
  const quotes = ['`', '"'].filter((quote) => !key.includes(quote)).map((quote) => quote + key + quote)
  return pick([...(bare.test(key) ? [key] : []), ...quotes]).map((key) => `${entityName}.${key}`)
}

function attributeName(grammar: Grammar, name: string): fc.Arbitrary<string> {
  const { entities, quotedAttributes } = grammars[grammar]
  const prefixes = [...entities].filter(([, entity]) => entity === 'attribute').map(([prefix]) => `${prefix}.`)
  const names = [...(bare.test(name) ? [name] : []), ...(quotedAttributes ? [`\`${name}\``, `"${name}"`] : [])]
  return fc.tuple(pick(['', ...prefixes]), pick(names)).map((parts) => parts.join(''))
}

/** Words in any case, with any whitespace between them. */
const spelled = (comparator: Comparator): fc.Arbitrary<string> =>
  fc.tuple(fc.boolean(), space).map(([isLower, gap]) => {
    const sign = comparator.replaceAll(' ', gap)
    return isLower ? sign.toLowerCase() : sign
  })

type Right = { value?: Comparison['value']; text: string }

function right(grammar: Grammar, pool: Pool, kind: ValueKind, comparator: Comparator): fc.Arbitrary<Right> {
  if (comparator === 'IS NULL' || comparator === 'IS NOT NULL') return fc.constant({ text: '' })
  if (kind !== 'string') return numberRight(pool, kind)
  const quotes = grammar === 'loggedModels' ? ["'"] : ["'", '"']
  const texts = pool.texts.filter((text) => quotes.some((quote) => !text.includes(quote)))
  const quoted = (text: string) =>
    pick(quotes.filter((quote) => !text.includes(quote))).map((quote) => quote + text + quote)
  const one = (text: fc.Arbitrary<string>) => text.chain((value) => quoted(value).map((text) => ({ value, text })))
  if (comparator === 'LIKE' || comparator === 'ILIKE') return one(patterns(texts))
  if (comparator !== 'IN' && comparator !== 'NOT IN') return one(pick(texts))
  return fc
    .tuple(fc.array(one(pick(texts)), { minLength: 1, maxLength: 4 }), pick([',', ' , ']))
    .map(([items, comma]) => ({
      value: items.map(({ value }) => value),
      text: `(${items.map(({ text }) => text).join(comma)})`,
    }))
}

function numberRight(pool: Pool, kind: ValueKind): fc.Arbitrary<Right> {
  const numbers = kind === 'number' ? pool.numbers : pool.numbers.filter(Number.isSafeInteger)
  return pick(numbers).chain((value) => {
    const spellings = kind === 'number' ? [`${value}`, value.toExponential()] : [`${value}`]
    if (kind === 'version') spellings.push(`'${value}'`, `"${value}"`)
    return pick(spellings).map((text) => ({ value, text }))
  })
}

/** Patterns that may match a text of the pool: some letters as wildcards, cut off, or in the other case. */
const patterns = (texts: readonly string[]): fc.Arbitrary<string> =>
  pick(texts).chain((text) =>
    fc
      .array(pick(['', '%', '_', '%_', 'same', 'same', 'same', 'upper', 'lower'] as const), {
        minLength: 12,
        maxLength: 12,
      })
      .map((changes) =>
        [...text, '']
          .map((letter, at) => {
            const change = changes[at % changes.length] ?? 'same'
            if (change === 'same') return letter
            if (change === 'upper') return letter.toUpperCase().length === letter.length ? letter.toUpperCase() : letter
            return change === 'lower' ? letter.toLowerCase() : letter === '' ? change.replaceAll('_', '') : change
          })
          .join(''),
      ),
  )

const pieces =
  " |  |\t|\n|\0|'|\"|`|(|)|,|;|.|=|!=|<|>=|<>|~|%|_|\\|-|--|/*|*/|#|?|$|@|{|}|[|]|&|^|+|:|é|日|😀|\u202e|e\u0301|\ud800|\udc00|ſ|İ|AND|and|OR|NOT|IN|IS|NULL|LIKE|ILIKE|RLIKE|BETWEEN|ASC|DESC|SELECT|UNION|0|1|-1|1e|1e400|0x1|.5|1.|NaN|Infinity|metrics|params|tags|attributes|datasets|attribute|run|name|run_id|status|start_time|version_number|creation_time|constructor|__proto__|metrics.a|tags.`k`|params.\"p\"|name = 'x'|tags.k LIKE '%a%'|metrics.a > 1|run_id IN (|('a',|mlflow.prompt.is_prompt"
    .split('|')
    .concat('|')

const piece = pick(pieces)

/** Any text: random letters, pieces of the grammar in random order, and valid filters with one mistake. */
export function hostileText(grammar: Grammar): fc.Arbitrary<string> {
  const keys = { metric: ['a'], param: ['p', 'a b'], tag: ['k', 'mlflow.prompt.is_prompt'] }
  const right = fc
    .array(comparisons(grammar, { keys, texts: ['x', '%', '日本', 'true'], numbers: [0, 1, -1.5] }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => joined(parts))
  const mistake = fc.record({
    at: fc.nat(200),
    cut: fc.nat(5),
    put: fc.oneof(piece, fc.string({ unit: 'binary', maxLength: 3 })),
  })
  const mutated = fc.tuple(right, fc.array(mistake, { minLength: 1, maxLength: 3 })).map(([filter, mistakes]) =>
    mistakes.reduce((text, { at, cut, put }) => {
      const start = at % (text.length + 1)
      return text.slice(0, start) + put + text.slice(start + cut)
    }, filter),
  )
  return fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.array(piece, { maxLength: 30 }).map((list) => list.join('')),
    fc.array(piece, { maxLength: 30 }).map((list) => list.join(' ')),
    mutated,
  )
}

/** Texts of about `length` letters: a few pieces repeated, after a beginning that makes the parser read on. */
export function longText(grammar: Grammar, length: number): fc.Arbitrary<string> {
  const begin = fc.oneof(
    pick([
      '',
      "name = '",
      "tags.k LIKE '",
      "tags.k ILIKE '",
      "tags.k LIKE '%",
      'tags.`',
      'run_id IN (',
      'metrics.a = ',
    ]),
    hostileText(grammar),
  )
  const again = fc.oneof(
    fc.array(piece, { minLength: 1, maxLength: 4 }).map((list) => list.join('')),
    hostileText(grammar).filter((text) => text !== ''),
  )
  return fc.tuple(begin, again, pick(['', "'", "%b'", '`', ')', "' AND name = 'x'"])).map(([begin, again, end]) => {
    const room = Math.max(0, length - begin.length - end.length)
    return begin + again.repeat(Math.ceil(room / again.length)).slice(0, room) + end
  })
}
