const units = [
  ['year', 365 * 86_400_000],
  ['month', 30 * 86_400_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

const words = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** How far `ms` is from `now`, in words: “3 hours ago”, “in 2 days”; within a minute, “just now”. */
export function relativeTime(ms: number, now: number): string {
  const distance = ms - now
  for (const [unit, size] of units) {
    if (Math.abs(distance) >= size) return words.format(Math.trunc(distance / size), unit)
  }
  return 'just now'
}

const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'long' })

/** The moment as a person reads it, with seconds and zone. */
export const exactTime = (ms: number): string => exact.format(ms)

/** Whether a Date can hold it: servers are free to send any int64. */
export const isTime = (ms: number): boolean => Math.abs(ms) <= 8.64e15
