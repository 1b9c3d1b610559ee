import { exactTime } from '../text/time.ts'
import { duration } from '../text/duration.ts'
import { formatNumber } from '../text/format-number.ts'
import type { Point } from './points.ts'

/** What the x axis shows. */
export const xKinds = ['step', 'time', 'relative'] as const
export type XKind = (typeof xKinds)[number]

/** Where the axis begins (ms), and the unit of its values. */
export type XAxis = { kind: XKind; start: number; unit: Unit }
type Unit = { ms: number; word: string }

const units: readonly [Unit, ...Unit[]] = [
  { ms: 1000, word: 'seconds' },
  { ms: 60_000, word: 'minutes' },
  { ms: 3_600_000, word: 'hours' },
  { ms: 86_400_000, word: 'days' },
]

/** The axis for these points: time where all have one step, as points logged without one do. Elapsed time starts at the first of them, in the largest unit that fits twice. */
export function xAxisFor(chosen: XKind, points: readonly Point[]): XAxis {
  const kind = chosen === 'step' && haveOneStep(points) ? 'time' : chosen
  let [start, end] = [Infinity, -Infinity]
  for (const { timestamp } of points) {
    start = Math.min(start, timestamp)
    end = Math.max(end, timestamp)
  }
  if (points.length === 0) return { kind, start: 0, unit: units[0] }
  return { kind, start, unit: units.findLast(({ ms }) => end - start >= 2 * ms) ?? units[0] }
}

function haveOneStep([first, ...others]: readonly Point[]): boolean {
  return (
    first !== undefined &&
    others.some(({ timestamp }) => timestamp !== first.timestamp) &&
    others.every(({ step }) => step === first.step)
  )
}

export function xOf({ step, timestamp }: Point, { kind, start, unit }: XAxis): number {
  if (kind === 'step') return step
  return kind === 'time' ? timestamp : (timestamp - start) / unit.ms
}

/** The axis title with its unit. */
export const xName = ({ kind, unit }: XAxis): string => (kind === 'relative' ? unit.word : kind)

/** A point's position on the axis, in words. */
export function xText(point: Point, { kind, start }: XAxis): string {
  if (kind === 'step') return `step ${formatNumber(point.step)}`
  return kind === 'time' ? exactTime(point.timestamp) : `after ${duration(point.timestamp - start)}`
}
