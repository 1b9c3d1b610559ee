import { assert, jsonValue, property } from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson, writeJson } from './json.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test.each(['9007199254740993', '-9223372036854775808', '9223372036854775807'])(
  'N04 reads and writes %s exactly',
  (digits) => {
    const value = parseJson(bytes(`{"step":${digits},"name":"${digits}"}`))
    expect(value).toEqual({ step: BigInt(digits), name: digits })
    expect(writeJson(value)).toBe(`{"step":${digits},"name":"${digits}"}`)
  },
)

test('N03 keeps doubles exact, -0 included, beside long integers', () => {
  const text = '[-0.0,0.30000000000000004,5e-324,1.7976931348623157e308,1234567890123456.5]'
  const values = parseJson(bytes(text))
  expect(values).toEqual([-0, 0.30000000000000004, 5e-324, 1.7976931348623157e308, 1234567890123456.5])
  expect(parseJson(bytes(writeJson(values)))).toEqual(values)
})

test.each(['', '{', '{}x', '{"a":NaN}', "{'a':1}", '{"a":0x10}', '{"a":1,}'])('J01 %j is malformed', (text) => {
  expect(() => parseJson(bytes(text))).toThrow('not valid JSON')
})

test('J01 refuses bytes that are not UTF-8', () => {
  expect(() => parseJson(Uint8Array.from([0x22, 0xc3, 0x28, 0x22]))).toThrow('not valid JSON')
})

test.each([
  ['objects', (i: number) => `{"a":${i}}`, 50_000],
  ['values', () => '1', 1_000_000],
])('J23 refuses more %s than it has memory for, and as many in a text are none', (_, item, most) => {
  const items = Array.from({ length: most + 2 }, (_, i) => item(i)).join(',')
  expect(() => parseJson(bytes(`[${items}]`))).toThrow('Send it in several requests.')
  const text = JSON.stringify({ text: `${items} \\"\\` })
  expect(parseJson(bytes(text))).toEqual(JSON.parse(text))
})

test('J15 reads 20,000 levels, and reads or refuses them with long numbers inside', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  expect(Array.isArray(parseJson(bytes(deep)))).toBe(true)
  expect(() => parseJson(bytes(`[${deep},12345678901234567890]`))).toThrow('not valid JSON')
})

test('J16 treats __proto__ as an ordinary key', () => {
  const value = parseJson(bytes('{"__proto__":{"polluted":12345678901234567890}}'))
  expect(Object.keys(value as object)).toEqual(['__proto__'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('any JSON value survives writing and reading', () => {
  assert(
    property(jsonValue(), (value) => {
      expect(JSON.parse(writeJson(value))).toEqual(value)
    }),
  )
})
