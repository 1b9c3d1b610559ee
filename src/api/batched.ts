type Waiting<Value> = { resolve: (value: Value | undefined) => void; reject: (error: unknown) => void }
type Load<Value> = (ids: readonly string[]) => Promise<ReadonlyMap<string, Value>>

/** Rows rendered within this many ms share a request. */
const PAUSE = 30

/** Divides ids, or other things, into groups of at most so many. */
export const inGroupsOf =
  (most: number) =>
  <Thing = string>(things: readonly Thing[]): Thing[][] =>
    Array.from({ length: Math.ceil(things.length / most) }, (_, at) => things.slice(at * most, (at + 1) * most))

/**
 * Combines concurrent requests for single items into one call of `load`. `groupsOf` says which ids share a call; by
 * default all do. An id missing from the answer gives undefined; a failed call fails its own group only.
 */
export function batched<Value>(
  load: Load<Value>,
  groupsOf: (ids: readonly string[]) => readonly (readonly string[])[] = (ids) => [ids],
): (id: string) => Promise<Value | undefined> {
  let waiting = new Map<string, Waiting<Value>[]>()
  const loadAll = () => {
    const batch = waiting
    waiting = new Map()
    for (const ids of groupsOf([...batch.keys()])) {
      const each = (tell: (id: string, one: Waiting<Value>) => void) =>
        ids.forEach((id) => batch.get(id)?.forEach((one) => tell(id, one)))
      load(ids).then(
        (found) => each((id, { resolve }) => resolve(found.get(id))),
        (error: unknown) => each((_id, { reject }) => reject(error)),
      )
    }
  }
  return (id) => {
    if (waiting.size === 0) setTimeout(loadAll, PAUSE)
    return new Promise((resolve, reject) => waiting.set(id, [...(waiting.get(id) ?? []), { resolve, reject }]))
  }
}
