/** What all points of a metric say together. Points that are NaN do not count: without another one there is only `numbers: 0`. */
export type Summary = {
  min?: number | undefined
  max?: number | undefined
  mean?: number | undefined
  /** How many points count. */
  numbers: number
}

/** The most runs in one request for summaries; here, because the app does not load the schemas. */
export const MOST_SUMMARIZED = 100

/** A sum of so small shares is never infinite. A power of two: no value is rounded for it. */
export const SHARE = 2 ** 40

/** What the points of a metric say together, as the embedded backend says it: without those that are NaN. */
export function summaryOfPoints(points: readonly { value: number | string }[]): Summary {
  let [min, max, sum, numbers] = [Infinity, -Infinity, 0, 0]
  for (const { value } of points) {
    const number = Number(value)
    if (Number.isNaN(number)) continue
    min = Math.min(min, number)
    max = Math.max(max, number)
    sum += number / SHARE
    numbers += 1
  }
  return numbers === 0 ? { numbers } : { min, max, mean: (sum / numbers) * SHARE, numbers }
}
