import type { factsOf } from '../runs/run-facts.ts'

/** Where the code of a run is, besides its commit. */
export function codeOf(facts: ReturnType<typeof factsOf> | undefined): Map<string, string> {
  const texts = { File: facts?.source, Repository: facts?.repository, Branch: facts?.branch }
  return new Map(Object.entries(texts).flatMap(([key, value]) => (value ? [[key, value] as const] : [])))
}
