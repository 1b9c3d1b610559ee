/** Counts by a key; one that is back at 0 takes no memory. */
export function openCounts<Key>() {
  const counts = new Map<Key, number>()
  const of = (key: Key): number => counts.get(key) ?? 0
  return {
    of,
    add(key: Key, change: number): void {
      const count = of(key) + change
      if (count === 0) counts.delete(key)
      else counts.set(key, count)
    },
  }
}
