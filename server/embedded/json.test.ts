import { assert, jsonValue, property } from 'fast-check'
import { expect, test } from 'vitest'
import { parseJson, writeJson } from './json.ts'

const bytes = (text: string) => new TextEncoder().encode(text)

test.each(['9007199254740993', '-9223372036854775808', '9223372036854775807'])(
  'N04 %s is read and written exactly',
  (digits) => {
    const value = parseJson(bytes(`{"step":${digits},"name":"${digits}"}`))
    expect(value).toEqual({ step: BigInt(digits), name: digits })
    expect(writeJson(value)).toBe(`{"step":${digits},"name":"${digits}"}`)
  },
)

test('N03 doubles keep their value, -0 included, where long digits are near', () => {
  const text = '[-0.0,0.30000000000000004,5e-324,1.7976931348623157e308,1234567890123456.5]'
  const values = parseJson(bytes(text))
  expect(values).toEqual([-0, 0.30000000000000004, 5e-324, 1.7976931348623157e308, 1234567890123456.5])
  expect(parseJson(bytes(writeJson(values)))).toEqual(values)
})

test.each(['', '{', '{}x', '{"a":NaN}', "{'a':1}", '{"a":0x10}', '{"a":1,}'])('J01 %j is malformed', (text) => {
  expect(() => parseJson(bytes(text))).toThrow('not valid JSON')
})

test('J01 what is no UTF-8 is malformed', () => {
  expect(() => parseJson(Uint8Array.from([0x22, 0xc3, 0x28, 0x22]))).toThrow('not valid JSON')
})

test('J15 20,000 levels are read, and with long numbers in them read or refused', () => {
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`
  expect(Array.isArray(parseJson(bytes(deep)))).toBe(true)
  expect(() => parseJson(bytes(`[${deep},12345678901234567890]`))).toThrow('not valid JSON')
})

test('J16 a key __proto__ is a key like any other', () => {
  const value = parseJson(bytes('{"__proto__":{"polluted":12345678901234567890}}'))
  expect(Object.keys(value as object)).toEqual(['__proto__'])
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
})

test('what JSON can hold is written so that it is read back the same', () => {
  assert(
    property(jsonValue(), (value) => {
      expect(JSON.parse(writeJson(value))).toEqual(value)
    }),
  )
})
