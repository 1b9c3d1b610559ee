import type { Metric } from '#contract/runs.ts'
import type { Point } from '../ui/chart/points.ts'

/**
 * The point a chart draws. MLflow stores ±Infinity as the largest double (docs/rest-contract.md §3), which would
 * flatten everything else.
 */
export function pointOf({ step, timestamp, value }: Metric): Point {
  const number = Number(value)
  return { step, timestamp, value: Math.abs(number) === Number.MAX_VALUE ? number * 2 : number }
}
