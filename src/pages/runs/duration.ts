import type { RunInfo } from '#contract/runs.ts'

/** How long a run took, in the largest two units: `1 h 4 min`, `2.3 s`; “–” while it has no end. */
export function duration({ start_time, end_time }: Pick<RunInfo, 'start_time' | 'end_time'>): string {
  if (!start_time || !end_time || end_time < start_time) return '–'
  const seconds = (end_time - start_time) / 1000
  if (seconds < 60) return `${Number(seconds.toPrecision(2))} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}
