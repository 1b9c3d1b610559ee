import type { Tag } from './values.ts'

type Tags = readonly Tag[] | undefined

/** The value of a tag, or undefined if it is not set. */
export const tagValue = (tags: Tags, key: string): string | undefined => tags?.find((tag) => tag.key === key)?.value

/** Whether a registered model is a prompt (docs/rest-contract.md §8). */
export const isPrompt = (tags: Tags): boolean => tagValue(tags, 'mlflow.prompt.is_prompt') === 'true'

/**
 * Three words for people. The owner of a model is who to ask about it, and the author of a version is who registered it: both
 * are tags, because MLflow itself never says. The user of a run is who started it, as MLflow's client sent it.
 */
export const OWNER_TAG = 'modelshelf.owner'
export const BY_TAG = 'modelshelf.by'

/** The description of a run or an experiment, in Markdown (docs/rest-contract.md §2). */
export const NOTE_TAG = 'mlflow.note.content'

/** The tags that people set, sorted by key. Tags of MLflow and of ours are shown elsewhere or not at all. */
export const ownTags = (tags: Tags): Tag[] =>
  (tags ?? [])
    .filter(({ key }) => !/^(mlflow\.|_mlflow_|modelshelf\.)/.test(key))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))

/** Why a tag can't have this key, or undefined if it can (docs/rest-contract.md §1.3). */
export function tagKeyProblem(key: string): string | undefined {
  if (key === '') return 'A tag needs a key.'
  if (!/^[/\p{L}\p{N}_.\- :]+$/u.test(key))
    return 'Keys may only contain letters, digits, spaces, “_”, “-”, “.”, “:” and “/”.'
  if (key.startsWith('/') || key.endsWith('/') || key.split('/').some((part) => ['', '.', '..'].includes(part)))
    return 'A key cannot start or end with “/”, nor have “//”, “.” or “..” as a part.'
  if (key.startsWith('..')) return 'A key cannot start with “..”.'
  if ([...key].length > 250) return `Keys can have at most 250 characters; this one has ${[...key].length}.`
  return undefined
}
