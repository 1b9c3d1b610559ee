import { expect, test } from 'vitest'
import { type EndpointName, endpoints } from '#contract/endpoints.ts'
import { inputReader } from './input.ts'

const body = (name: EndpointName, body: Record<string, unknown>, path = {}) =>
  inputReader(endpoints[name].input)({ body }, path)
const query = (name: EndpointName, query: string) =>
  inputReader(endpoints[name].input)({ query: new URLSearchParams(query) }, {})

const run = 'a'.repeat(32)
const metric = { key: 'loss', value: 1, timestamp: 2 }

test('reads a body in snake_case and in lowerCamelCase, at any depth', () => {
  const expected = { run_id: run, datasets: [{ dataset: { name: 'd', digest: 'e', source_type: 'f', source: 'g' } }] }
  const dataset = { name: 'd', digest: 'e', sourceType: 'f', source: 'g' }
  expect(body('logInputs', { runId: run, datasets: [{ dataset }] })).toEqual(expected)
})

test('refuses both spellings of one field', () => {
  expect(() => body('searchRuns', { max_results: 1, maxResults: 1 })).toThrow(
    "Request specifies both 'max_results' and 'maxResults'; provide only one of them.",
  )
})

test('J14 J16 ignores unknown and inherited names', () => {
  const sent = JSON.parse('{"name":"m","__proto__":{"description":"x"},"constructor":1,"toString":2,"nested":[[]]}')
  const read = body('createModel', sent)
  expect(read).toEqual({ name: 'm' })
  expect((read as { description?: string }).description).toBeUndefined()
})

test.each(['name', 'value', '__proto__', 'constructor'])('J16 accepts a tag named %s', (key) => {
  expect(body('setModelTag', { name: 'm', key, value: key })).toEqual({ name: 'm', key, value: key })
})

test('null means unset; a required field is then missing', () => {
  expect(body('createModel', { name: 'm', description: null, tags: null })).toEqual({ name: 'm' })
  expect(() => body('createModel', { name: null })).toThrow(
    "Missing value for required parameter 'name'. See the API docs for more information about request parameters.",
  )
})

test('an empty required string counts as missing; the message has the path of the field', () => {
  expect(() => body('createModel', { name: '' })).toThrow("Missing value for required parameter 'name'")
  expect(() => body('logBatch', { run_id: run, metrics: [metric, { ...metric, key: undefined }] })).toThrow(
    "Missing value for required parameter 'metrics[1].key'",
  )
})

test('refuses a wrong type in MLflow’s words', () => {
  expect(() => body('createModel', { name: 5 })).toThrow(
    "Invalid value 5 for parameter 'name' supplied:  Hint: Value was of type 'int'. " +
      'See the API docs for more information about request parameters.',
  )
})

const wrong: [EndpointName, string, unknown[]][] = [
  ['createModel', 'name', [1, true, 1.5, [], {}, ['a']]],
  ['createModel', 'description', [1, true, [], {}]],
  ['createModel', 'tags', ['a', 1, {}, [1], ['a'], [null], [[]], [{ key: 1 }], [{ key: 'a', value: 1 }], [{}]]],
  ['transitionStage', 'archive_existing_versions', ['true', 1, 'yes', [], {}]],
  ['searchRuns', 'max_results', ['', ' 1', '1.0', '1e3', 1.5, true, [], {}, '0x10', '９', 2 ** 63, -(2 ** 64)]],
  ['searchRuns', 'run_view_type', ['nope', 9, true, [], {}, 'active_only']],
  ['searchRuns', 'experiment_ids', ['0', 0, [0], [null], {}]],
  ['updateRun', 'status', ['BOGUS', 9, true, [], {}]],
  ['logMetric', 'value', ['abc', '', true, [], {}, '0x10', 'inf', '1e400']],
  ['logMetric', 'timestamp', ['', 'x', 1.5, true, [], {}]],
  ['logMetric', 'step', ['', 1.5, true, [], {}, '9223372036854775808']],
  ['finalizeLoggedModel', 'status', ['BOGUS', true, [], {}]],
]
const good = { name: 'm', version: '1', stage: 'None', run_id: run, model_id: 'm-1', ...metric }

test.each(wrong.flatMap(([name, field, values]) => values.map((value) => [name, field, value] as const)))(
  'J03 N05 %s refuses %s = %j',
  (name, field, value) => {
    expect(() => body(name, { ...good, [field]: value })).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAMETER_VALUE', message: expect.stringContaining(`'${field}`) }),
    )
  },
)

test('N01 N04 reads numbers and numeric strings exactly', () => {
  const long = 9007199254740993n
  expect(body('logMetric', { ...good, value: 'NaN', timestamp: '5', step: String(long) })).toMatchObject({
    value: NaN,
    timestamp: 5,
    step: long,
  })
  expect(body('logMetric', { ...good, value: '-Infinity', step: -(2n ** 63n) })).toMatchObject({
    value: -Infinity,
    step: -(2n ** 63n),
  })
  // An integer literal too long for a double's digits is still a double.
  expect(body('logMetric', { ...good, value: 2n ** 70n })).toMatchObject({ value: 2 ** 70 })
})

test('J15 refuses a value nested 20,000 levels deep in a known field and ignores it in an unknown one', () => {
  const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`)
  expect(() => body('createModel', { name: deep })).toThrow("parameter 'name'")
  expect(body('createModel', { name: 'm', unknown: deep })).toEqual({ name: 'm' })
})

test('J19 refuses a lone surrogate in any string', () => {
  expect(() => body('createModel', { name: 'm', tags: [{ key: 'k', value: '\ud800' }] })).toThrow("'value'")
  expect(body('createModel', { name: 'm', description: '👍' })).toMatchObject({ description: '👍' })
})

test('reads a query: repeated keys as lists, booleans in any case, digits as numbers', () => {
  expect(query('getLatestVersions', 'name=m&stages=a&stages=b')).toEqual({ name: 'm', stages: ['a', 'b'] })
  expect(query('getLoggedModel', 'model_id=m&allow_deleted=TRUE')).toEqual({ model_id: 'm', allow_deleted: true })
  expect(query('searchModels', 'max_results=7&maxResults=8&zzz=1')).toEqual({ max_results: 7 })
  expect(query('getModel', 'name=a%20b%2Bc+d%25')).toEqual({ name: 'a b+c d%' })
})

test.each(['allow_deleted=1', 'allow_deleted=', 'allow_deleted=yes'])('refuses the query %s', (text) => {
  expect(() => query('getLoggedModel', `model_id=m&${text}`)).toThrow("'allow_deleted'")
})

test.each(['', '+1', '1.5', 'ten', '1e3', '%EF%BC%91', '9223372036854775808'])(
  'N07 refuses the query max_results=%s',
  (text) => {
    expect(() => query('searchModels', `max_results=${text}`)).toThrow("'max_results'")
  },
)

test('the path wins over the body', () => {
  expect(body('deleteLoggedModelTag', { model_id: 'x', key: 'y' }, { model_id: 'm-1', key: 'k' })).toEqual({
    model_id: 'm-1',
    key: 'k',
  })
})

test('an empty text for a number is wrong, not missing', () => {
  expect(() => query('searchModels', 'max_results=')).toThrow(
    `Invalid value "" for parameter 'max_results' supplied:  Hint: Value was of type 'str'.`,
  )
})
