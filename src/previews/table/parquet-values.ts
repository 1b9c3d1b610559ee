import type { LogicalType, SchemaElement, TimeUnit } from 'hyparquet'

/**
 * Chooses how to write the values of a column: digit by digit, because neither doubles nor `Date` hold everything that
 * Parquet does. Values have the physical type: integers, doubles, bytes, or text in a text column.
 */
export function writerOf(element: SchemaElement): (value: unknown) => string {
  const { type, logical_type: logical } = element
  if (type === 'INT96') return (value) => instant(whole(value), 'NANOS', false)
  const kind = kindOf(element)
  const scale = logical?.type === 'DECIMAL' ? logical.scale : (element.scale ?? 0)
  if (kind === 'DECIMAL') return (value) => decimal(value instanceof Uint8Array ? signed(value) : whole(value), scale)
  if (kind === 'DATE') return (value) => date(Number(value))
  if (kind === 'TIME') {
    const unit = unitOf(element)
    return (value) => time(whole(value), unit)
  }
  if (kind === 'TIMESTAMP') {
    const unit = unitOf(element)
    // Without a logical type, the zone is unknown.
    const isUtc = logical?.type === 'TIMESTAMP' && logical.isAdjustedToUTC
    return (value) => instant(whole(value), unit, isUtc)
  }
  if (isUnsigned(element)) return (value) => String(BigInt.asUintN(type === 'INT64' ? 64 : 32, whole(value)))
  if (kind === 'UUID') return (value) => hex(value).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
  if (kind === 'FLOAT16') return (value) => number(halfFloat(value))
  if (kind === 'INTERVAL') return interval
  return plain
}

/** Whether the bytes of a column are text. */
export const isText = ({ logical_type: logical, converted_type: converted }: SchemaElement): boolean =>
  textual.has(logical?.type ?? converted ?? '')

const textual: ReadonlySet<string> = new Set(['STRING', 'UTF8', 'ENUM', 'JSON'])

/** Whether its values are numbers or booleans, which JSON leaves unquoted. */
export const isNumeric = (element: SchemaElement): boolean => {
  const kind = kindOf(element)
  if (kind === 'DECIMAL' || kind === 'FLOAT16') return true
  const isWord = kind === 'DATE' || kind === 'TIME' || kind === 'TIMESTAMP'
  return !isWord && ['BOOLEAN', 'INT32', 'INT64', 'FLOAT', 'DOUBLE'].includes(element.type ?? '')
}

const kindOf = ({ logical_type: logical, converted_type: converted }: SchemaElement): string =>
  logical?.type ?? (converted && ofConverted[converted]) ?? ''

/** The legacy names of logical types. */
const ofConverted: Partial<Record<NonNullable<SchemaElement['converted_type']>, LogicalType['type']>> = {
  DECIMAL: 'DECIMAL',
  DATE: 'DATE',
  TIME_MILLIS: 'TIME',
  TIME_MICROS: 'TIME',
  TIMESTAMP_MILLIS: 'TIMESTAMP',
  TIMESTAMP_MICROS: 'TIMESTAMP',
  INTERVAL: 'INTERVAL',
}

function unitOf({ logical_type: logical, converted_type: converted }: SchemaElement): TimeUnit {
  if (logical?.type === 'TIME' || logical?.type === 'TIMESTAMP') return logical.unit
  return converted?.endsWith('_MILLIS') ? 'MILLIS' : 'MICROS'
}

const isUnsigned = ({ logical_type: logical, converted_type: converted }: SchemaElement): boolean =>
  logical?.type === 'INTEGER' ? !logical.isSigned : (converted?.startsWith('UINT_') ?? false)

const whole = (value: unknown): bigint => (typeof value === 'bigint' ? value : BigInt(Number(value)))

/** Reads a big-endian integer. */
function signed(bytes: Uint8Array): bigint {
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  return BigInt.asIntN(bytes.length * 8, value)
}

function decimal(value: bigint, scale: number): string {
  const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
  const point = digits.length - scale
  const zeros = value === 0n ? '' : '0'.repeat(Math.max(0, -scale))
  const text = scale > 0 ? `${digits.slice(0, point)}.${digits.slice(point)}` : digits + zeros
  return value < 0n ? `-${text}` : text
}

/** A date from days since 1970 in the Gregorian calendar, beyond the range of `Date` too. */
function date(days: number): string {
  const shifted = days + 719_468 // counted from 1 March of year 0
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  return `${year < 0 ? '-' : ''}${padded(Math.abs(year), 4)}-${padded(month, 2)}-${padded(day, 2)}`
}

const digitsOf: Record<TimeUnit, number> = { MILLIS: 3, MICROS: 6, NANOS: 9 }

function time(value: bigint, unit: TimeUnit): string {
  const digits = digitsOf[unit]
  const perSecond = 10n ** BigInt(digits)
  const seconds = Number(value / perSecond)
  const fraction = value % perSecond
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => padded(part, 2))
  return clock.join(':') + (fraction === 0n ? '' : `.${String(fraction).padStart(digits, '0')}`)
}

function instant(value: bigint, unit: TimeUnit, isUtc: boolean): string {
  const perDay = 86_400n * 10n ** BigInt(digitsOf[unit])
  const ofDay = ((value % perDay) + perDay) % perDay
  return `${date(Number((value - ofDay) / perDay))} ${time(ofDay, unit)}${isUtc ? 'Z' : ''}`
}

function interval(value: unknown): string {
  if (!(value instanceof Uint8Array)) return plain(value)
  const parts = new DataView(value.buffer, value.byteOffset, 12)
  return `${parts.getUint32(0, true)} months ${parts.getUint32(4, true)} days ${parts.getUint32(8, true)} ms`
}

function halfFloat(value: unknown): number {
  if (!(value instanceof Uint8Array)) return Number(value)
  const bits = ((value[1] ?? 0) << 8) | (value[0] ?? 0)
  const [sign, exponent, fraction] = [bits >> 15 ? -1 : 1, (bits >> 10) & 31, bits & 1023]
  if (exponent === 31) return fraction ? NaN : sign * Infinity
  return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15)
}

const plain = (value: unknown): string =>
  value instanceof Uint8Array ? hexOf(value) : typeof value === 'number' ? number(value) : String(value)

const number = (value: number): string => (Object.is(value, -0) ? '-0' : String(value))

/** Bytes shown; download the file for more. */
const MOST = 2000

function hexOf(bytes: Uint8Array): string {
  const shown = `0x${hex(bytes.subarray(0, MOST))}`
  return bytes.length > MOST ? `${shown}… (${bytes.length} bytes)` : shown
}

const hex = (value: unknown): string =>
  value instanceof Uint8Array ? [...value].map((byte) => byte.toString(16).padStart(2, '0')).join('') : String(value)

const padded = (value: number, length: number) => String(value).padStart(length, '0')
