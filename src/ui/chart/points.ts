import type { Metric } from '#contract/runs.ts'

/** One logged value of a metric; `value` may be NaN or infinite. */
export type Point = { step: number; timestamp: number; value: number }

/** MLflow keeps ±Infinity as the largest double (rest-contract §3), which would flatten everything beside it. */
export function pointOf({ step, timestamp, value }: Metric): Point {
  const number = Number(value)
  return { step, timestamp, value: Math.abs(number) === Number.MAX_VALUE ? number * 2 : number }
}

/** The points in the order they are drawn in: by step, then by time. */
export const inOrder = (points: readonly Point[]): Point[] =>
  points.toSorted((a, b) => a.step - b.step || a.timestamp - b.timestamp)
