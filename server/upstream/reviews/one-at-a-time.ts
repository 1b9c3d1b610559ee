/** Runs functions with the same key one after the other, in the order in which they came. */
export type OneAtATime = <T>(keys: readonly string[], run: () => Promise<T>) => Promise<T>

/**
 * Makes a queue for each key. A run with several keys waits for all of them, and takes them in one order, so that no two wait for each
 * other.
 */
export function oneAtATime(): OneAtATime {
  const last = new Map<string, Promise<unknown>>()
  const after = async <T>(key: string, run: () => Promise<T>): Promise<T> => {
    const before = last.get(key) ?? Promise.resolve()
    const result = before.then(run)
    const settled = result.catch(() => undefined)
    last.set(key, settled)
    void settled.then(() => last.get(key) === settled && last.delete(key))
    return result
  }
  return (keys, run) =>
    [...new Set(keys)]
      .toSorted()
      .toReversed()
      .reduce((inner, key) => () => after(key, inner), run)()
}
