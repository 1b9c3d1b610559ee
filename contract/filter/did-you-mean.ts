/** A name from which more than this share of its letters differ is another name. */
const MOST_DIFFERENT = 0.34

/**
 * The known name that was probably meant by `found`: the same key below `metrics.`, `params.` or `tags.`, or one that
 * differs in case, in separators or by a few letters. Undefined if none is near.
 */
export function didYouMean(found: string, known: Iterable<string>): string | undefined {
  let nearest: { name: string; distance: number } | undefined
  for (const name of known) {
    if (name === found) continue
    const distance = difference(keyOf(found), keyOf(name))
    // Of names that are equally near, the one of the kind that was written: `metrics.rmse` before `params.rmse`.
    const isNearer =
      distance < (nearest?.distance ?? Infinity) || (distance === nearest?.distance && isAlike(found, name))
    if (distance <= MOST_DIFFERENT && isNearer) nearest = { name, distance }
  }
  return nearest?.name
}

/** The letters and digits after the first dot. */
const keyOf = (name: string) =>
  name
    .slice(name.indexOf('.') + 1)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')

/** Whether both are metrics, params or tags: MLflow takes `metric.`, `param.` and `tag.` too. */
const isAlike = (a: string, b: string) => a.includes('.') && a.slice(0, 3) === b.slice(0, 3)

/** Longer names are only compared as a whole, which is quick. */
const LONG = 100

/** The share of letters that must change, from 0 to 1. */
function difference(a: string, b: string): number {
  const longest = Math.max(a.length, b.length)
  if (longest > LONG) return a === b ? 0 : 1
  // Names of very different lengths need not be compared letter by letter.
  if (longest === 0 || Math.abs(a.length - b.length) > longest * MOST_DIFFERENT) return 1
  return edits(a, b) / longest
}

/** The insertions, deletions, replacements and swaps of neighbors that turn one text into the other. */
function edits(a: string, b: string): number {
  let [older, old]: [number[], number[]] = [[], Array.from({ length: b.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1]
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(
        (old[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (old[j - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (older[j - 2] ?? 0) + 1 : Infinity,
      )
    }
    older = old
    old = row
  }
  return old[b.length] ?? 0
}
