/** Whether an id can stand in a filter: a version may name a run of another server by any text. */
export const isRunId = (id: string) => /^[\w-]+$/.test(id)

/** So few runs are loaded one by one, side by side. */
const FEW = 4

/** How runs are loaded whose experiments are not known: first these by themselves, then the others by a search of their experiments. */
export function inSteps(ids: readonly string[]): { alone: string[]; others: string[] } {
  const plain = ids.filter(isRunId)
  if (plain.length <= FEW) return { alone: plain, others: [] }
  return { alone: [plain[0]!, plain.at(-1)!], others: plain.slice(1, -1) }
}
