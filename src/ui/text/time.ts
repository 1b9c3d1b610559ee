import { preferences } from '../../preferences.ts'
import { formatCount } from './format-count.ts'

const units = [
  ['year', 'y', 365 * 86_400_000],
  ['month', 'mo', 30 * 86_400_000],
  ['day', 'd', 86_400_000],
  ['hour', 'h', 3_600_000],
  ['minute', 'm', 60_000],
] as const

/**
 * The time from `ms` to `now` in words: “3 hours ago”, “in 2 days”, short “3h ago”; within a minute “just now”. Without Intl, whose
 * first use costs a page 20 ms.
 */
export function relativeTime(ms: number, now: number, isShort = false): string {
  const distance = ms - now
  for (const [unit, short, size] of units) {
    if (Math.abs(distance) < size) continue
    const count = Math.trunc(Math.abs(distance) / size)
    const many = isShort ? short : ` ${unit}${count === 1 ? '' : 's'}`
    return distance < 0 ? `${formatCount(count)}${many} ago` : `in ${formatCount(count)}${many}`
  }
  return 'just now'
}

/** The exact time with seconds and zone, in the chosen zone. */
export const exactTime = (ms: number): string => formatIn(preferences().timeZone).format(ms)

/** Hour and minute in the chosen zone. */
export const clockTime = (ms: number): string => formatIn(preferences().timeZone, hourAndMinute).format(ms)

const dateAndTime = { dateStyle: 'medium', timeStyle: 'long' } as const
const hourAndMinute = { hour: '2-digit', minute: '2-digit' } as const
const made = new Map<string, Intl.DateTimeFormat>()

/** How times are written in a zone; in the browser's language by default. Creating formats is slow: keep one of each kind. */
export function formatIn(
  zone: string,
  style: Intl.DateTimeFormatOptions = dateAndTime,
  language?: string,
): Intl.DateTimeFormat {
  const kind = `${zone} ${language} ${JSON.stringify(style)}`
  const format =
    made.get(kind) ?? new Intl.DateTimeFormat(language, { ...style, ...(zone === 'local' ? {} : { timeZone: zone }) })
  made.set(kind, format)
  return format
}

/** Whether a Date can represent it: servers may send any int64. */
export const isTime = (ms: number): boolean => Math.abs(ms) <= 8.64e15
