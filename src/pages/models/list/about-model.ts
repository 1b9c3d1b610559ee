import type { FoundModel } from '../../../domain/find/model-index.ts'
import { aroundTerms } from '../../../domain/find/Marked.tsx'
import { opening } from '../../../ui/text/opening.ts'

/** What a list says of a model: where a word was found, then the description from the first word found in it. */
export function aboutOf(description: string | undefined, found: FoundModel | undefined): string {
  const about = opening(description)
  if (!found) return about
  return [found.where && `${found.where.slice(0, 200)} ·`, aroundTerms(about, found.terms)].filter(Boolean).join(' ')
}
