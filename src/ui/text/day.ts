import { preferences } from '../../preferences.ts'
import { formatIn } from './time.ts'

/** The day of a time in the chosen zone, as `2026-11-28`: days compare as texts. */
export const dayOf = (ms: number, zone = preferences().timeZone): string =>
  formatIn(zone, { dateStyle: 'short' }, 'sv-SE').format(ms) // written there as in ISO 8601

const DAY_MS = 86_400_000

/** Days as numbers, to count them; NaN for what is no day. */
export const dayNumber = (day: string): number =>
  /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) / DAY_MS : NaN
export const dayAt = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10)

/** A day as people write it. */
export const dayText = (day: string): string => formatIn('UTC', { dateStyle: 'medium' }).format(dayNumber(day) * DAY_MS)
