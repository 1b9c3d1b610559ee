/**
 * Parses a number in text, also with thousands separators, a decimal comma or a percent sign, and Python's `inf`.
 * Integers that a double would round are bigints.
 */
export function numberIn(text: string): number | bigint | undefined {
  const plain = text.trim()
  const infinite = /^([+-]?)inf(?:inity)?$/i.exec(plain)
  if (infinite) return infinite[1] === '-' ? -Infinity : Infinity
  const [, sign = '', digits = '', exponent = '', percent] =
    /^([+-]?)(\d[\d.,_'\u00A0\u202F ]*|[.,]\d+)(e[+-]?\d+)?\s*(%?)$/i.exec(plain) ?? []
  const plainDigits = unseparated(digits)
  const number = digits === '' ? NaN : Number(sign + plainDigits + exponent)
  if (Math.abs(number) > Number.MAX_SAFE_INTEGER && !exponent && !percent && /^\d+$/.test(plainDigits))
    return sign === '-' ? -BigInt(plainDigits) : BigInt(plainDigits)
  return Number.isNaN(number) ? undefined : percent ? number / 100 : number
}

function unseparated(digits: string): string {
  if (/^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/.test(digits)) return digits.replaceAll(',', '')
  if (/^\d{1,3}(?:\.\d{3})+,\d*$/.test(digits)) return digits.replaceAll('.', '').replace(',', '.')
  if (/^\d{1,3}(?:[_'\u00A0\u202F ]\d{3})+(?:[.,]\d*)?$/.test(digits))
    return digits.replaceAll(/[_'\u00A0\u202F ]/g, '').replace(',', '.')
  return /^\d*,\d+$/.test(digits) ? digits.replace(',', '.') : digits
}

/** Texts that mean a missing number. */
const missing = /^(?:|-|–|—|\?|na|n\/a|nan|nat|null|none|nil|missing|undefined)$/i

/** The numbers by which a text column sorts; undefined unless most of its values are numbers. Words have no number. */
export function numbersIn(
  texts: readonly (string | undefined)[],
): ((text: string) => ReturnType<typeof numberIn>) | undefined {
  const present = texts.filter((text) => text !== undefined && !missing.test(text.trim()))
  const numbers = present.filter((text = '') => numberIn(text) !== undefined).length
  return numbers > 0 && numbers >= present.length / 2 ? numberIn : undefined
}
