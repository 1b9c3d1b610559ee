import { preferences } from '../preferences.ts'

type NewTag = { key: string; value?: string | undefined }

/** The tags of something new, withAuthorTag with the name from the settings: MLflow never says who made it (architecture, “Who”). */
export function withAuthorTag(tags: readonly NewTag[] | undefined, key: string): { tags?: NewTag[] } {
  const name = preferences().name.trim()
  if (!name || tags?.some((tag) => tag.key === key)) return tags ? { tags: [...tags] } : {}
  return { tags: [...(tags ?? []), { key, value: name }] }
}
