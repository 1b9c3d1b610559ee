const few = new Intl.NumberFormat('en', {
  maximumSignificantDigits: 6,
  maximumFractionDigits: 0,
  roundingPriority: 'morePrecision', // never round digits before the point
  useGrouping: false,
})
const tiny = new Intl.NumberFormat('en', { maximumSignificantDigits: 6, notation: 'scientific' })

/** A number for tables: six significant digits, or all digits before the point. Put the raw value in the title. */
export function formatNumber(value: number | string): string {
  const number = Number(value)
  if (!Number.isFinite(number)) return String(value)
  const size = Math.abs(number)
  if (size === Number.MAX_VALUE) return number < 0 ? '-Infinity' : 'Infinity' // how MLflow stores Infinity (docs/rest-contract.md §3)
  if (Number.isSafeInteger(number) && size < 1e12) return String(number)
  return size >= 1e9 || (size > 0 && size < 1e-4) ? tiny.format(number).replace('E', 'e') : few.format(number)
}
