import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'

/** What is drawn of a long list: its range in view, and `kept`, as far as there are such, wherever they are. */
export const withKept = (range: Range, kept: readonly number[]): number[] =>
  [...new Set([...defaultRangeExtractor(range), ...kept.filter((at) => at >= 0 && at < range.count)])].toSorted(
    (a, b) => a - b,
  )
