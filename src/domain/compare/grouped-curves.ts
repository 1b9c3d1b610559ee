/** Values over an axis, ascending in `xs`; null where there is none. */
export type Line = { xs: readonly number[]; ys: readonly (number | null)[] }

/** The mean of several lines and how far they spread: one standard deviation of the sample to either side. */
export type Band = {
  xs: number[]
  mean: number[]
  low: number[]
  high: number[]
  /** How many lines have a value there. */
  counts: number[]
}

/** Places at which a band is known; more would not be seen. */
const MOST_PLACES = 500

/** Brings lines together at every place where one of them has a value; between its own values, a line is taken as straight. */
export function bandOf(lines: readonly Line[]): Band {
  const band: Band = { xs: [], mean: [], low: [], high: [], counts: [] }
  const at = lines.map(() => 0)
  for (const x of placesOf(lines)) {
    const values = lines.flatMap((line, index) => {
      const [value, next] = valueAt(line, x, at[index] ?? 0)
      at[index] = next
      return value ?? []
    })
    if (values.length === 0) continue
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
    const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0
    band.xs.push(x)
    band.mean.push(mean)
    band.low.push(mean - deviation)
    band.high.push(mean + deviation)
    band.counts.push(values.length)
  }
  return band
}

/** The places of all lines, or as many of them as are seen, with the first and the last. */
function placesOf(lines: readonly Line[]): number[] {
  const all = [...new Set(lines.flatMap(({ xs }) => xs))].toSorted((a, b) => a - b)
  if (all.length <= MOST_PLACES) return all
  const step = (all.length - 1) / (MOST_PLACES - 1)
  return Array.from({ length: MOST_PLACES }, (_, at) => all[Math.round(at * step)] ?? 0)
}

/** The value of a line at `x`, and where to look for the next one, further on. */
function valueAt({ xs, ys }: Line, x: number, from: number): [value: number | undefined, at: number] {
  let at = from
  while (at < xs.length && (xs[at] ?? 0) < x) at++
  const [right, y] = [xs[at], ys[at]]
  if (right === undefined) return [undefined, at]
  if (right === x) {
    // Of several values at one place, such as those of a resumed run, the last counts.
    let last = at
    while (xs[last + 1] === x) last++
    return [ys[last] ?? undefined, at]
  }
  const [left, before] = [xs[at - 1], ys[at - 1]]
  if (left === undefined || before == null || y == null) return [undefined, at]
  return [before + ((y - before) * (x - left)) / (right - left), at]
}
