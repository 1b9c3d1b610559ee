import { preferences } from '../../preferences.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

/** The day of a time in the chosen zone, as `2026-11-28`: days compare as texts. */
export function dayOf(ms: number, zone = preferences().timeZone): string {
  const format =
    formats.get(zone) ??
    // sv-SE writes dates as ISO 8601 does.
    new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', ...(zone === 'local' ? {} : { timeZone: zone }) })
  formats.set(zone, format)
  return format.format(ms)
}

const DAY_MS = 86_400_000
const words = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })

/** Days as numbers, to count them; NaN for what is no day. */
export const dayNumber = (day: string): number =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / DAY_MS : NaN
export const dayAt = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10)

/** A day as people write it. */
export const dayText = (day: string): string => words.format(dayNumber(day) * DAY_MS)
