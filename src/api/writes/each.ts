import pLimit from 'p-limit'

/** Some of many writes were refused; the others were done. */
export class SomeRefused extends Error {
  readonly done: string[]

  constructor(done: string[], [first, ...rest]: readonly [Error, ...Error[]], { nouns, did }: Bulk) {
    const all = done.length + rest.length + 1
    super(all === 1 ? first.message : `${rest.length + 1} of ${all} ${nouns} could not be ${did}: ${first.message}`)
    this.done = done
  }
}

type Bulk = {
  /** The noun and the verb of the messages: “runs”, “deleted”. */
  nouns: string
  did: string
  /** Concurrent requests: a browser keeps six connections per server. */
  atOnce?: number
  onProgress?: ((count: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/**
 * Runs an action on each of many ids and returns those that succeeded. A refused one does not stop the others:
 * SomeRefused is thrown at the end. Aborting leaves the remaining ids untouched.
 */
export async function forEachId(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
  { atOnce = 5, onProgress, signal, ...bulk }: Bulk,
): Promise<string[]> {
  const done: string[] = []
  const refused: Error[] = []
  await pLimit(atOnce).map(ids, async (id) => {
    if (signal?.aborted) return
    try {
      await act(id)
      done.push(id)
    } catch (error) {
      refused.push(error instanceof Error ? error : new Error(String(error)))
    }
    onProgress?.(done.length + refused.length)
  })
  const [first, ...rest] = refused
  if (first) throw new SomeRefused(done, [first, ...rest], bulk)
  return done
}
