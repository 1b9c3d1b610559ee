/** One logged value of a metric; `value` may be NaN or infinite. */
export type Point = { step: number; timestamp: number; value: number }

/** Sorts points for drawing: by step, then by time. */
export const inOrder = (points: readonly Point[]): Point[] =>
  points.toSorted((a, b) => a.step - b.step || a.timestamp - b.timestamp)
