export type Outcome = { done: string[]; refused: { id: string; error: Error }[] }

type Options = { onProgress?: (count: number) => void; signal?: AbortSignal }

/** Requests under way at once: a browser keeps six connections to one server. */
const AT_ONCE = 5

/** Does something to each of many ids; a refusal of one does not keep the others back, and aborting leaves the rest alone. */
export async function forEachId(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
  { onProgress, signal }: Options = {},
): Promise<Outcome> {
  const outcome: Outcome = { done: [], refused: [] }
  const open = ids.values()
  const work = async () => {
    for (const id of open) {
      if (signal?.aborted) return
      try {
        await act(id)
        outcome.done.push(id)
      } catch (error) {
        outcome.refused.push({ id, error: error instanceof Error ? error : new Error(String(error)) })
      }
      onProgress?.(outcome.done.length + outcome.refused.length)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return outcome
}
