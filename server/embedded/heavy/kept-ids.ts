/** So many ids of open answers stay in memory, some 60 MB: of a dozen of the longest pages of runs, or of three of versions. */
const MOST_KEPT = 600_000

const kept = new Map<object, readonly unknown[]>()
let count = 0

/**
 * Keeps the ids that an answer is read by, piece by piece. If there are too many, those of the answer go whose client has waited longest to
 * take the next piece, and are found anew when it does: as with page tokens, what was written meanwhile may move them.
 */
export function keptIds<Id>(find: () => readonly Id[]): { ids(): readonly Id[]; forget(): void } {
  const key = {}
  function forget() {
    count -= kept.get(key)?.length ?? 0
    kept.delete(key)
  }
  return {
    ids() {
      const ids = (kept.get(key) as readonly Id[] | undefined) ?? find()
      forget()
      kept.set(key, ids) // the last one, as a Map keeps their order
      count += ids.length
      for (const [other, { length }] of kept) {
        if (count <= MOST_KEPT || other === key) break
        kept.delete(other)
        count -= length
      }
      return ids
    },
    forget,
  }
}
