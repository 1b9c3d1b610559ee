/** Some of many writes were refused; the others are done, and stay so. */
export class SomeRefused extends Error {
  readonly done: string[]

  constructor(done: string[], [first, ...rest]: readonly [Error, ...Error[]], { nouns, did }: Bulk) {
    const all = done.length + rest.length + 1
    super(all === 1 ? first.message : `${rest.length + 1} of ${all} ${nouns} could not be ${did}: ${first.message}`)
    this.done = done
  }
}

type Bulk = {
  /** What the many are, and what is done to each: “runs”, “deleted”. */
  nouns: string
  did: string
  /** How many requests are under way at once; a browser keeps six connections to one server. */
  atOnce?: number
  onProgress?: ((count: number) => void) | undefined
  signal?: AbortSignal | undefined
}

/**
 * Does something to each of many ids and gives those that it was done to. A refusal of one does not keep the others back:
 * throws SomeRefused when all have had their turn. Aborting leaves the rest alone.
 */
export async function forEachId(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
  { atOnce = 5, onProgress, signal, ...bulk }: Bulk,
): Promise<string[]> {
  const done: string[] = []
  const refused: Error[] = []
  const open = ids.values()
  const work = async () => {
    for (const id of open) {
      if (signal?.aborted) return
      try {
        await act(id)
        done.push(id)
      } catch (error) {
        refused.push(error instanceof Error ? error : new Error(String(error)))
      }
      onProgress?.(done.length + refused.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  const [first, ...rest] = refused
  if (first) throw new SomeRefused(done, [first, ...rest], bulk)
  return done
}
