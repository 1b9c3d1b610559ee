import { describe, expect, test } from 'vitest'
import { FilterError } from './filter-error.ts'
import type { Grammar } from './filter-grammars.ts'
import { maxClauses, maxFilterLength, maxPartWithWildcards, maxPatternLength, parseFilter } from './filter.ts'

/** The clauses of a filter without their positions, each as `entity key comparator value`. */
const read = (grammar: Grammar, filter: string) =>
  parseFilter(grammar, filter).map(({ entity, key, comparator, value }) => [entity, key, comparator, value])

/** A filter whose pattern has `length` characters. */
const matching = (pattern: string) => `tags.k ILIKE '${pattern}'`
const like = (length: number) => `tags.k ILIKE '${'é'.repeat(length)}'`

/** The error for a filter. */
function refusal(grammar: Grammar, filter: string): FilterError {
  try {
    parseFilter(grammar, filter)
  } catch (error) {
    if (error instanceof FilterError) return error
    throw error
  }
  throw new Error(`accepted: ${filter}`)
}

describe('accepts', () => {
  test.each([
    ['runs', 'metrics.rmse < 7', ['metric', 'rmse', '<', 7]],
    ['runs', 'metric.a>=-1e-3', ['metric', 'a', '>=', -0.001]],
    ['runs', 'metrics.a != .5', ['metric', 'a', '!=', 0.5]],
    ['runs', 'metrics.`b/c` = 10.5', ['metric', 'b/c', '=', 10.5]],
    ['runs', "params.lr='0.1'", ['param', 'lr', '=', '0.1']],
    ['runs', "parameter.lr ILIKE '%x_'", ['param', 'lr', 'ILIKE', '%x_']],
    ['runs', 'parameters."a b" IS NULL', ['param', 'a b', 'IS NULL', undefined]],
    ['runs', "tags.mlflow.runName = 'A'", ['tag', 'mlflow.runName', '=', 'A']],
    ['runs', 'tag.`mlflow.source.name` is not null', ['tag', 'mlflow.source.name', 'IS NOT NULL', undefined]],
    ['runs', `tags."a b"='x'`, ['tag', 'a b', '=', 'x']],
    ['runs', `tags.'k' = "It's"`, ['tag', 'k', '=', "It's"]],
    ['runs', "`tags`.`k` != ''", ['tag', 'k', '!=', '']],
    ['runs', "status = 'RUNNING'", ['attribute', 'status', '=', 'RUNNING']],
    ['runs', '"status" LIKE \'R%\'', ['attribute', 'status', 'LIKE', 'R%']],
    ['runs', "`run name` = 'A'", ['attribute', 'run_name', '=', 'A']],
    ['runs', `attributes."Run Name" = 'A'`, ['attribute', 'run_name', '=', 'A']],
    ['runs', 'created > 1.5', ['attribute', 'start_time', '>', 1.5]],
    ['runs', 'attr.end_time <= 9', ['attribute', 'end_time', '<=', 9]],
    ['runs', `run.run_id IN ('a', "b" ,'c',)`, ['attribute', 'run_id', 'IN', ['a', 'b', 'c']]],
    ['runs', "run_id not in ('a')", ['attribute', 'run_id', 'NOT IN', ['a']]],
    ['runs', "datasets.context LIKE 'train%'", ['dataset', 'context', 'LIKE', 'train%']],
    ['runs', "dataset.digest IN ('d')", ['dataset', 'digest', 'IN', ['d']]],
    ['experiments', "name LIKE 'D%'", ['attribute', 'name', 'LIKE', 'D%']],
    ['experiments', "attribute.`name` = 'x'", ['attribute', 'name', '=', 'x']],
    ['experiments', "experiment_id IN ('0')", ['attribute', 'experiment_id', 'IN', ['0']]],
    ['experiments', 'last_update_time >= 0', ['attribute', 'last_update_time', '>=', 0]],
    ['experiments', 'tags.k IS NULL', ['tag', 'k', 'IS NULL', undefined]],
    ['models', "name ILIKE '%x%'", ['attribute', 'name', 'ILIKE', '%x%']],
    ['models', "name NOT IN ('a')", ['attribute', 'name', 'NOT IN', ['a']]],
    ['models', "tag.`mlflow.prompt.is_prompt` != 'true'", ['tag', 'mlflow.prompt.is_prompt', '!=', 'true']],
    ['versions', "name = 'dir'", ['attribute', 'name', '=', 'dir']],
    ['versions', "version_number >= '3'", ['attribute', 'version_number', '>=', 3]],
    ['versions', 'attribute.version_number = 1', ['attribute', 'version_number', '=', 1]],
    ['versions', "source_path ILIKE 's3:%'", ['attribute', 'source_path', 'ILIKE', 's3:%']],
    ['versions', "run_id IN ('a','b')", ['attribute', 'run_id', 'IN', ['a', 'b']]],
    ['loggedModels', 'name = x0', ['attribute', 'name', '=', 'x0']],
    ['loggedModels', 'name = "x0"', ['attribute', 'name', '=', '"x0"']],
    ['loggedModels', 'params.lr = 0.10', ['param', 'lr', '=', '0.10']],
    ['loggedModels', 'status = 2', ['attribute', 'status', '=', '2']],
    ['loggedModels', "tags.k NOT IN ('a')", ['tag', 'k', 'NOT IN', ['a']]],
    ['loggedModels', 'creation_time > 5', ['attribute', 'creation_timestamp_ms', '>', 5]],
    ['loggedModels', 'attributes.last_updated_timestamp < 5', ['attribute', 'last_updated_timestamp_ms', '<', 5]],
    ['loggedModels', 'metrics.loss <= 0.1', ['metric', 'loss', '<=', 0.1]],
  ] as const)('%s: %s', (grammar, filter, clause) => {
    expect(read(grammar, filter)).toEqual([clause])
  })

  test('comparisons joined by AND in any case, and gives the position of each', () => {
    const filter = "metrics.a>1 and params.b = 'x'AND\n tags.c IS NULL"
    expect(parseFilter('runs', filter).map(({ start, end }) => filter.slice(start, end))).toEqual([
      'metrics.a>1',
      "params.b = 'x'",
      'tags.c IS NULL',
    ])
  })

  test('the empty text as no clauses', () => expect(parseFilter('runs', '')).toEqual([]))

  test.each(['50%_\\', "a''b", 'é', 'é', '😀\u202e', '--', ';', "' OR 1=1".slice(1)])(
    '%s as a value, literally',
    (value) => {
      expect(read('runs', `tags.k = '${value}'`)).toEqual([['tag', 'k', '=', value]])
    },
  )

  test('`constructor` and `__proto__` as ordinary keys, not as attributes', () => {
    expect(read('runs', 'metrics.__proto__ > 1')).toEqual([['metric', '__proto__', '>', 1]])
    expect(refusal('runs', "constructor = 'x'").message).toMatch("Invalid attribute key 'constructor'")
    expect(refusal('runs', "toString.x = 'x'").message).toMatch("Invalid entity type 'toString'")
  })
})

describe('refuses, in MLflow’s words and with the position', () => {
  test.each([
    ['runs', "status='1' OR status='2'", "Invalid clause(s) in filter string: 'OR'", 11],
    ['models', "name='1' OR name='2'", 'Invalid clause(s) in filter string: OR', 9],
    ['loggedModels', "name='1' OR name='2'", "Invalid filter string: \"name='1' OR name='2'\". Expected a list", 9],
    ['models', "(name='a')", 'Invalid clause(s) in filter string: (', 0],
    ['models', "NOT name='a'", 'Invalid clause(s) in filter string: NOT', 0],
    ['models', "name='a' -- c", 'Invalid clause(s) in filter string: -', 9],
    ['models', "name='a' /* c */", 'Invalid clause(s) in filter string: /', 9],
    ['runs', 'metrics.a BETWEEN 1 AND 2', "Invalid clause(s) in filter string: 'BETWEEN'", 10],
    ['runs', 'a=1; b=2', "Search filter contained multiple expression 'a=1; b=2'. Provide AND-ed expression list.", 3],
    ['runs', "tags.k='v';", "Invalid clause(s) in filter string: ';'", 10],
    ['runs', "foo.bar='x'", "Invalid entity type 'foo'. Valid values are [", 0],
    ['runs', 'Metrics.a>0', "Invalid entity type 'Metrics'. Valid values are [", 0],
    ['runs', '"tags".k=\'v\'', 'Invalid entity type \'"tags"\'. Valid values are [', 0],
    [
      'models',
      "attributes.name='x'",
      "Invalid entity type 'attributes'. Valid entity types are ('attribute', 'tag', 'tags')",
      0,
    ],
    [
      'loggedModels',
      'metric.a > 0',
      "Invalid entity type: 'metric'. Expected one of ['attributes', 'metrics', 'params', 'tags'].",
      0,
    ],
    ['runs', "bogus='x'", "Invalid attribute key 'bogus' specified. Valid keys are '{", 0],
    ['runs', "attributes.bogus='x'", "Invalid attribute key 'bogus' specified. Valid keys are '{", 11],
    ['loggedModels', "bogus='x'", "Invalid attribute key 'bogus' specified.", 0],
    ['runs', "dataset.foo='x'", "Invalid dataset key 'foo' specified. Valid keys are '{", 8],
    ['models', "`name`='x'", "Invalid attribute key '`name`' specified.", 0],
    ['versions', '`version_number`=1', "Invalid attribute key '`version_number`' specified.", 0],
    ['runs', "metrics.a='1'", "Expected numeric value type for metric. Found '1'", 10],
    ['loggedModels', 'metrics.a=abc', 'Expected numeric value type for metric. Found abc', 10],
    ['runs', 'metrics.a > NaN', 'Expected numeric value type for metric. Found NaN', 12],
    ['runs', 'metrics.a > 0x10', 'Expected numeric value type for metric. Found 0x10', 12],
    ['runs', "start_time>'1'", "Expected numeric value type for numeric attribute: start_time. Found '1'", 11],
    ['experiments', 'last_update_time > 1.5', "Invalid value for numeric attribute 'last_update_time': 1.5", 19],
    ['versions', 'version_number > 10.5', "Invalid value for numeric attribute 'version_number': 10.5", 17],
    ['versions', "version_number = 'abc'", "Invalid value for numeric attribute 'version_number': 'abc'", 17],
    ['runs', 'params.a=1', "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 1", 9],
    ['runs', "tags.k IN ('v')", "Expected a quoted string value for tag (e.g. 'my-value'). Got value ('v')", 10],
    ['experiments', 'experiment_id = 1', 'Expected a quoted string value for attributes. Got value 1', 16],
    ['models', 'name = 1', 'Expected a quoted string value or a list of quoted string values for attributes. Got', 7],
    [
      'runs',
      'params.a=b',
      'Parameter value is either not quoted or unidentified quote types used for string value b.',
      9,
    ],
    ['runs', 'tags.k=`v`', 'Parameter value is either not quoted', 7],
    ['runs', "params.a>'1'", "Invalid comparator '>' not one of '{", 8],
    ['runs', "tags.x RLIKE 'y'", "Invalid comparator 'RLIKE' not one of '{", 7],
    ['runs', "tags.x NOT LIKE 'y'", "Invalid comparator 'NOT LIKE' not one of '{", 7],
    ['runs', 'metrics.m == 1', "Invalid comparator '==' not one of '{", 10],
    ['runs', 'metrics.m <> 1', "Invalid comparator '<>' not one of '{", 10],
    ['models', "name > 'a'", 'Invalid comparator for attribute: >', 5],
    ['experiments', "tags.k > 'a'", 'Invalid comparator for tag: >', 7],
    ['experiments', "experiment_id LIKE '0'", 'Invalid comparator for experiment_id: LIKE', 14],
    ['versions', "version_number LIKE '1'", 'Invalid comparator for attribute version_number: LIKE', 15],
    ['loggedModels', "name > 'a'", "Invalid comparison operator for attributes.name: '>'. Expected one of (", 5],
    ['loggedModels', "metrics.a LIKE '1'", "Invalid comparison operator for metrics.a: 'LIKE'. Expected one of (", 10],
    [
      'runs',
      "status IN ('A')",
      "Only ['run_id'] attributes support comparison with a list of quoted string values.",
      10,
    ],
    ['versions', "source_path IN ('A')", "Only ['name', 'run_id'] attributes support comparison with a list", 15],
    [
      'runs',
      'run_id IN ()',
      'While parsing a list in the query, expected a non-empty list of string values, but got empty',
      10,
    ],
    [
      'runs',
      "run_id IN ('a',1)",
      'While parsing a list in the query, expected string value, punctuation, or whitespace, but got',
      15,
    ],
    ['runs', "run_id IN ('a' 'b')", 'While parsing a list in the query, expected a non-empty list', 15],
    ['runs', "run_id IN ('a'", 'While parsing a list in the query', 14],
    ['runs', "run_id IN 'a'", "Invalid clause(s) in filter string: ''a''", 10],
    [
      'runs',
      'metrics.a IS NULL',
      "IS NULL / IS NOT NULL is only supported for tags and params, not for 'metric' 'a'",
      10,
    ],
    ['experiments', 'name IS NULL', 'IS NULL / IS NOT NULL is only supported for tags, not for attribute', 5],
    ['models', 'tags.k IS NULL', 'IS NULL / IS NOT NULL is not supported', 7],
    ['versions', 'tags.k IS NOT NULL', 'IS NULL / IS NOT NULL is not supported', 7],
    ['loggedModels', 'tags.k IS NULL', 'Invalid comparison: ', 7],
    ['runs', '1 = metrics.a', "Invalid comparison clause. Expected 'Identifier' found '1'", 0],
    ['runs', "'a'='a'", "Invalid comparison clause. Expected 'Identifier' found ''a''", 0],
    ['runs', 'metrics.tr-loss > 1', "Invalid comparison clause. Expected 'Identifier' found 'metrics.tr-loss'", 10],
    ['versions', "source='x'", 'Invalid clause(s) in filter string: source', 0],
    ['versions', 'version=1', 'Invalid clause(s) in filter string: version', 0],
    ['runs', 'AND', "Invalid clause(s) in filter string: 'AND'", 0],
    ['runs', 'AND metrics.a > 1', "Invalid clause(s) in filter string: 'AND'", 0],
    ['runs', 'metrics.a > 1 AND', "Invalid clause(s) in filter string: 'AND'", 14],
    ['runs', 'metrics.a > 1 AND AND metrics.b < 1', "Invalid clause(s) in filter string: 'AND'", 18],
    ['runs', 'metrics.a > 0 metrics.b < 1', "Invalid clause(s) in filter string: 'metrics.b'", 14],
    ['loggedModels', "name='a' name='b'", 'Invalid filter string: ', 9],
    ['runs', 'metrics.a >', "Invalid clause(s) in filter string: 'end of filter'", 11],
    ['runs', 'metrics.a', "Invalid clause(s) in filter string: 'end of filter'", 9],
    ['runs', 'metrics. > 1', "Invalid clause(s) in filter string: 'metrics.'", 0],
    ['runs', "tags.k = 'open", "Invalid clause(s) in filter string: ''open'", 9],
    ['runs', "tags.k = 'a''", 'Invalid clause(s) in filter string: ', 9],
    ['runs', "tags.`k = 'v'", "Invalid clause(s) in filter string: '`k", 5],
    ['runs', ' \t', 'Invalid filter', 0],
  ] as const)('%s: %s', (grammar, filter, message, position) => {
    const error = refusal(grammar, filter)
    expect(error).toMatchObject({ code: 'INVALID_PARAMETER_VALUE', status: 400, position })
    expect(error.message.startsWith(message), error.message).toBe(true)
  })

  test('filters and patterns that are too long, and too many comparisons', () => {
    expect(refusal('runs', 'a'.repeat(maxFilterLength + 1)).message).toMatch('50001 characters')
    const most = 'metrics.a > 1 AND '.repeat(maxClauses - 1) + 'metrics.b > 1'
    expect(parseFilter('runs', most)).toHaveLength(maxClauses)
    expect(refusal('runs', `${most} AND metrics.c > 1`).message).toMatch('more than 100 comparisons')
    expect(parseFilter('runs', like(maxPatternLength))).toHaveLength(1)
    expect(refusal('runs', like(maxPatternLength + 1))).toMatchObject({ position: 13 })
    expect(parseFilter('runs', `tags.k = '${'é'.repeat(maxPatternLength + 1)}'`)).toHaveLength(1)
    const part = `a_${'b'.repeat(maxPartWithWildcards - 2)}`
    for (const fits of [`%___${part}_%`, `${part}c%`, `%${part}c`, `%${part.replace('_', '')}cc%`])
      expect(parseFilter('runs', matching(fits))).toHaveLength(1)
    expect(refusal('runs', matching(`%a%_${part}c%`))).toMatchObject({ position: 13 })
    expect(refusal('runs', matching(`%a%_${part}c%`)).message).toMatch('257 characters, more than 256')
  })
})
