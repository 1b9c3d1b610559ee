import * as fc from 'fast-check'
import type { EndpointName } from '../../../contract/endpoints.ts'

export type FilterSearch = Extract<
  EndpointName,
  `search${'Runs' | 'Experiments' | 'Models' | 'Versions' | 'LoggedModels'}`
>

const pick = <T>(...items: T[]) => fc.constantFrom(...items)
const text = pick(
  'w-a',
  'w-A',
  'w-%',
  'r1',
  'R1',
  't1',
  'Team 1',
  '%eam%',
  '0.1',
  '0._',
  'x_y%',
  '1%_x',
  'v1',
  'Adam',
  's3://b/same',
  'kind',
  'it',
  '',
)
const quoted = text.map((value) => `'${value}'`)
const number = pick('0', '1', '-1', '0.5', '1.25', '1e-1', '60', '1000000')
const numeric = pick('=', '!=', '>', '>=', '<', '<=')
const textual = pick('=', '!=', 'LIKE', 'ILIKE')
const list = fc.array(quoted, { minLength: 1, maxLength: 3 }).map((items) => `(${items.join(', ')})`)
const inList = pick('IN', 'NOT IN')
const isNull = pick('IS NULL', 'IS NOT NULL')
const space = pick(' ', '  ')

const clause = (key: fc.Arbitrary<string>, comparator: fc.Arbitrary<string>, value: fc.Arbitrary<string>) =>
  fc.tuple(key, comparator, value, space).map(([key, comparator, value, gap]) => `${key}${gap}${comparator} ${value}`)
const nullTest = (key: fc.Arbitrary<string>) => fc.tuple(key, isNull).map(([key, test]) => `${key} ${test}`)

const clauses: Record<FilterSearch, fc.Arbitrary<string>> = {
  searchRuns: fc.oneof(
    clause(pick('metrics.acc', 'metric.acc', 'metrics.`a/b c`', 'metrics."a/b c"'), numeric, number),
    clause(pick('params.lr', 'param.opt', 'parameters.lr', 'params.`lr`'), textual, quoted),
    clause(pick('tags.team', 'tag.team', 'tags.mlflow.runName'), textual, quoted),
    clause(
      pick('run_name', 'attributes.run_name', '`run name`', 'status', 'attr.user_id', 'run.run_name'),
      textual,
      quoted,
    ),
    clause(pick('start_time', 'end_time', 'created', 'attributes.start_time'), numeric, number),
    clause(pick('dataset.name', 'datasets.digest', 'dataset.context'), textual, pick("'d0'", "'d%'", "'4'", "'train'")),
    clause(pick('dataset.name'), inList, pick("('d0')", "('d0', 'd4')")),
    clause(pick('run_id'), inList, pick("('{run}')", "('x', '{run}')")),
    nullTest(pick('params.opt', 'tags.team', 'tags.nope')),
  ),
  searchExperiments: fc.oneof(
    clause(pick('name', 'attribute.name'), textual, quoted),
    clause(pick('tags.team', 'tag.team', 'tags.`a b`', 'tags."a b"'), textual, quoted),
    clause(pick('creation_time', 'last_update_time'), numeric, pick('0', '-1', '1000000')),
    clause(pick('experiment_id'), inList, pick("('{experiment1}')", "('{experiment2}', '{experiment3}')")),
    clause(pick('experiment_id'), pick('=', '!='), pick("'{experiment1}'")),
    nullTest(pick('tags.team', 'tags.nope')),
  ),
  searchModels: fc.oneof(
    clause(pick('name', 'attribute.name'), textual, quoted),
    clause(pick('tags.team', 'tag.team', 'tags.`team`', 'tags."team"'), textual, quoted),
    clause(pick('name'), inList, list),
  ),
  searchVersions: fc.oneof(
    clause(pick('name', 'attribute.name'), textual, quoted),
    clause(pick('source_path', 'run_id'), textual, quoted),
    clause(pick('version_number'), numeric, pick('1', '2', "'1'", '0')),
    clause(pick('tags.k', 'tag.k'), textual, quoted),
    clause(pick('name', 'run_id'), inList, list),
  ),
  searchLoggedModels: fc.oneof(
    clause(pick('name', 'attributes.name', 'model_type'), pick('=', '!=', 'LIKE', 'ILIKE'), quoted),
    clause(pick('metrics.acc', 'metrics.`acc`'), numeric, number),
    clause(pick('params.lr', 'tags.team'), pick('=', '!=', 'LIKE', 'ILIKE'), quoted),
    clause(pick('name', 'params.lr', 'tags.team'), inList, list),
    clause(pick('creation_timestamp', 'last_updated_timestamp'), numeric, number),
    clause(pick('status'), pick('=', '!='), pick('1', '2')),
  ),
}

/** Valid filters with up to three comparisons. */
export const filters = (search: FilterSearch): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(clauses[search], { minLength: 1, maxLength: 3 }), pick(' AND ', ' and '))
    .map(([parts, and]) => parts.join(and))

/** Filters with a mistake: a piece left out, doubled or misplaced. */
export const brokenFilters = (search: FilterSearch): fc.Arbitrary<string> =>
  fc
    .tuple(
      filters(search),
      fc.nat(),
      fc.nat(2),
      pick('OR', '(', ')', "'", '=', 'NOT', ';', 'x', '5', ',', 'foo.bar', '--'),
    )
    .map(([filter, at, kind, piece]) => {
      const words = filter.split(' ').filter(Boolean)
      const index = at % words.length
      const word = words[index] ?? ''
      return words.toSpliced(index, 1, ...(kind === 0 ? [] : kind === 1 ? [word, word] : [word, piece])).join(' ')
    })
