/** Whether an id can stand in a filter: a version may name a run of another server by any text. */
export const isRunId = (id: string) => /^[\w-]+$/.test(id)

/** So few runs are loaded one by one, side by side. */
const FEW = 4

/**
 * How runs are loaded whose experiments are not known: first these by themselves, then the others by a search of their experiments.
 * Those that are here already are not loaded.
 */
export function inSteps(
  ids: readonly string[],
  isHere = (_id: string) => false,
): { alone: string[]; others: string[] } {
  const plain = ids.filter(isRunId)
  const left = plain.filter((id) => !isHere(id))
  if (left.length <= FEW) return { alone: left, others: [] }
  const isEnd = (id: string) => id === plain[0] || id === plain.at(-1)
  return { alone: left.filter(isEnd), others: left.filter((id) => !isEnd(id)) }
}
