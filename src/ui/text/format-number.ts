const few = new Intl.NumberFormat('en', {
  maximumSignificantDigits: 6,
  maximumFractionDigits: 0,
  roundingPriority: 'morePrecision', // what stands before the point is never rounded
  useGrouping: false,
})
const tiny = new Intl.NumberFormat('en', { maximumSignificantDigits: 6, notation: 'scientific' })

/** A number as a table shows it: six significant digits or more before the point. The raw value belongs beside it, in its title. */
export function formatNumber(value: number | string): string {
  const number = Number(value)
  if (!Number.isFinite(number)) return String(value)
  const size = Math.abs(number)
  if (size === Number.MAX_VALUE) return number < 0 ? '-Infinity' : 'Infinity' // what MLflow keeps for it (docs/rest-contract.md §3)
  if (Number.isSafeInteger(number) && size < 1e12) return String(number)
  return size >= 1e9 || (size > 0 && size < 1e-4) ? tiny.format(number).replace('E', 'e') : few.format(number)
}
