import type { RequirementVerdict } from '#contract/requirements/changes.ts'
import { formatNumber } from '../../ui/text/format-number.ts'
import type { FileVerdict } from './files.ts'
import type { MetricChange, MetricVerdict } from './metrics.ts'
import type { SignatureChange } from './signature.ts'

/** How a metric changed; empty where only the difference says it. */
export const verdictWords: Record<MetricVerdict, string> = {
  same: 'Same',
  better: 'better',
  worse: 'worse',
  changed: '',
  new: 'New',
  gone: 'Gone',
  broken: 'Not a number now',
  mended: 'Now a number',
}

type Differing = { [Key in 'difference' | 'ratio']?: MetricChange[Key] | undefined }

/** By how much a value changed: `−1 (−20%)`; empty where that cannot be said. */
export function differenceWords(
  { difference, ratio }: Differing,
  textOf: (size: number) => string = formatNumber,
): string {
  if (difference === undefined) return ''
  return signed(difference, textOf) + (ratio === undefined ? '' : ` (${signed(percent(ratio))}%)`)
}

/** In two digits, or up to four where it would be −100% of what is not gone. */
function percent(ratio: number): number {
  const rounded = [2, 3, 4].map((digits) => Number((ratio * 100).toPrecision(digits)))
  return rounded.find((share) => share !== -100 || ratio === -1) ?? -100
}

/** A number with its sign, its size written by `textOf`. */
const signed = (value: number, textOf: (size: number) => string = formatNumber) =>
  (value > 0 ? '+' : value < 0 ? '−' : '') + textOf(Math.abs(value))

/** What the changes of a signature mean for callers. */
export function signatureWords(changes: readonly SignatureChange[]): string {
  if (changes.length === 0) return 'The same signature.'
  return changes.some(({ isBreaking }) => isBreaking)
    ? 'Breaking: callers of the other version may fail.'
    : 'Compatible: callers of the other version need no change.'
}

const requirements: Record<RequirementVerdict, string> = {
  same: 'Same',
  new: 'New',
  gone: 'Gone',
  newer: 'Newer',
  older: 'Older',
  looser: 'Loosened',
  stricter: 'Tightened',
  changed: 'Changed',
}

/** How a required package changed. */
export const requirementWords = (verdict: RequirementVerdict, isUnpinned: boolean): string =>
  requirements[verdict] + (isUnpinned ? ', no longer one exact version' : '')

/** Names the only file of a version that is a file and not a folder. */
export const THE_FILE = 'The file itself'

/** How a file changed. */
export const fileWords: Record<FileVerdict, string> = {
  new: 'Added',
  gone: 'Removed',
  changed: 'Changed',
  same: 'Same',
  unknown: 'Same size',
}
