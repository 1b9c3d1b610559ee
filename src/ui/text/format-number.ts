/** Digits that are shown: of a number, and of the largest value of a column. */
const DIGITS = 6

/** A number for tables: six significant digits, or all digits before the point. Put the raw value in the title. Without Intl, whose first use costs a page 17 ms. */
export function formatNumber(value: number | string): string {
  const number = Number(value)
  if (!Number.isFinite(number)) return String(value)
  const size = Math.abs(number)
  if (size === Number.MAX_VALUE) return number < 0 ? '-Infinity' : 'Infinity' // how MLflow stores Infinity (docs/rest-contract.md §3)
  if (Number.isSafeInteger(number) && size < 1e12) return String(number)
  const rounded = size < 1e6 ? Number(size.toPrecision(DIGITS)) : Math.round(size) // never round digits before the point
  const text = size >= 1e9 || (size > 0 && size < 1e-4) ? scientific(size) : String(rounded)
  return number < 0 ? `-${text}` : text
}

function scientific(size: number): string {
  const [digits, power] = size.toExponential(DIGITS - 1).split(/e\+?/)
  return `${Number(digits)}e${power}`
}

/** The decimals that a column of these values needs: as many as any of them has, unless the largest gets too long. */
export function decimalsOf(values: readonly (number | string | undefined)[]): number {
  let [needed, largest] = [0, 0]
  for (const value of values) {
    const size = Math.abs(Number(value))
    const shown = value === undefined || !Number.isFinite(size) ? '' : formatNumber(value)
    if (shown === '' || shown.includes('e')) continue
    needed = Math.max(needed, shown.split('.')[1]?.length ?? 0)
    largest = Math.max(largest, size)
  }
  const before = largest < 1 ? 0 : Math.floor(Math.log10(largest)) + 1
  return Math.min(needed, Math.max(0, DIGITS - before))
}

/** A number with so many decimals, or its own where it would lose what matters. */
export function formatFixed(value: number | string, decimals: number): string {
  const own = formatNumber(value)
  const number = Number(value)
  if (!Number.isFinite(Number(own)) || own.includes('e')) return own
  const fixed = (number === 0 ? 0 : number).toFixed(decimals)
  // Three digits at least, as far as it has them.
  const isEnough = Math.abs(number) * 10 ** decimals >= 100 || Number(fixed) === number
  return isEnough ? fixed : own
}
