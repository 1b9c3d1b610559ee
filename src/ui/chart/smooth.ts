/**
 * The exponential moving average of `values`, freed of its bias towards zero at the start, so that a constant stays what
 * it is. `weight` from 0 (as logged) to below 1. What is not finite stays where it is, and does not touch its neighbours.
 */
export function smoothed(values: readonly number[], weight: number): number[] {
  let sum = 0
  let count = 0
  return values.map((value) => {
    if (!Number.isFinite(value)) return value
    sum = sum * weight + value * (1 - weight)
    count++
    return sum / (1 - weight ** count)
  })
}
