/**
 * Exponential moving average of `values`, corrected for the bias towards zero at the start, so that a constant stays
 * constant. `weight` goes from 0 (as logged) to below 1. Non-finite values stay in place and do not affect their
 * neighbours.
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
