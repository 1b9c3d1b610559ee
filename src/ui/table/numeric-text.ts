/**
 * A key that orders numbers in text exactly, however many digits they have, when compared as text. Reads thousands
 * separators, a decimal comma, a percent sign and Python's `inf`; undefined for anything else.
 */
export function numberKey(text: string): string | undefined {
  const plain = text.trim()
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(plain)
  if (infinite) return infinite[1] === '-' ? LEAST : GREATEST
  const [, sign = '', written = '', exponent = '0', percent] =
    /^([+-]?)(\d[\d.,_'\u00A0\u202F ]*|[.,]\d+)(?:e([+-]?\d+))?\s*(%?)$/i.exec(plain) ?? []
  const [, whole = '', fraction = ''] = /^(\d*)\.?(\d*)$/.exec(unseparated(written.trim())) ?? []
  if (whole + fraction === '') return undefined
  const digits = (whole + fraction).replace(/^0+/, '').replace(/0+$/, '')
  if (digits === '') return ZERO
  // The number is 0.DIGITS times ten to the power of `size`.
  const zeros = /^0*/.exec(whole + fraction)?.[0].length ?? 0
  const size = whole.length - zeros + Number(exponent) - (percent ? 2 : 0)
  const key = String(Math.min(Math.max(size, -HALF), HALF - 1) + HALF).padStart(7, '0') + digits
  return sign === '-' ? NEGATIVE + key.replaceAll(/\d/g, (digit) => String(9 - Number(digit))) + END : POSITIVE + key
}

const [LEAST, NEGATIVE, ZERO, POSITIVE, GREATEST] = ['0', '1', '2', '3', '4']
/** Larger powers of ten than anybody writes. */
const HALF = 5_000_000
/** After all digits: of two negative numbers that begin alike, the longer one is the lesser. */
const END = '~'

function unseparated(digits: string): string {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(digits)) return digits.replaceAll(',', '')
  if (/^\d{1,3}(?:\.\d{3})+,\d*$/.test(digits)) return digits.replaceAll('.', '').replace(',', '.')
  if (/^\d{1,3}(?:[_'\u00A0\u202F ]\d{3})+(?:[.,]\d*)?$/.test(digits))
    return digits.replaceAll(/[_'\u00A0\u202F ]/g, '').replace(',', '.')
  return /^\d*,\d+$/.test(digits) ? digits.replace(',', '.') : digits
}

/** Texts that mean a missing number. */
const missing = /^(?:|-|–|—|\?|na|n\/a|nan|nat|null|none|nil|missing|undefined)$/i

/** Whether most values of a column are numbers. Words among them have no number. */
export function areNumbers(texts: readonly (string | undefined)[]): boolean {
  const present = texts.filter((text) => text !== undefined && !missing.test(text.trim()))
  const numbers = present.filter((text = '') => numberKey(text) !== undefined).length
  return numbers > 0 && numbers >= present.length / 2
}
