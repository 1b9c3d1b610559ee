import { personName } from '../caller/person-name.ts'

type NewTag = { key: string; value?: string | undefined }

/** Adds a tag with the name from the settings to the tags of something new: MLflow does not record who created it. */
export function withAuthorTag(tags: readonly NewTag[] | undefined, key: string): { tags?: NewTag[] } {
  const name = personName().trim()
  if (!name || tags?.some((tag) => tag.key === key)) return tags ? { tags: [...tags] } : {}
  return { tags: [...(tags ?? []), { key, value: name }] }
}
