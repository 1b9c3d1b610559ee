import type { Tag } from './values.ts'

type Tags = readonly Tag[] | undefined

/** The value of a tag, or undefined where it is not set. */
export const tagValue = (tags: Tags, key: string): string | undefined => tags?.find((tag) => tag.key === key)?.value

/** MLflow keeps prompts among the registered models (docs/rest-contract.md §8). */
export const isPrompt = (tags: Tags): boolean => tagValue(tags, 'mlflow.prompt.is_prompt') === 'true'

/** Who answers for a model, and who registered a version: MLflow itself never says (architecture, “Who”). */
export const OWNER_TAG = 'modelshelf.owner'
export const BY_TAG = 'modelshelf.by'

/** What people say of a run or an experiment: Markdown, kept in a tag (docs/rest-contract.md §2). */
export const NOTE_TAG = 'mlflow.note.content'

/** The tags people set, in order of their keys: what MLflow and we keep for ourselves is shown elsewhere or not at all. */
export const ownTags = (tags: Tags): Tag[] =>
  (tags ?? [])
    .filter(({ key }) => !/^(mlflow\.|_mlflow_|modelshelf\.)/.test(key))
    .toSorted((a, b) => (a.key < b.key ? -1 : 1))

/** Why a tag cannot have this key, or undefined when it can (docs/rest-contract.md §1.3). */
export function tagKeyProblem(key: string): string | undefined {
  if (key === '') return 'A tag needs a key.'
  if (!/^[/\p{L}\p{N}_.\- :]+$/u.test(key))
    return 'Keys may have letters, digits, spaces and “_”, “-”, “.”, “:”, “/” only.'
  if (key.startsWith('/') || key.endsWith('/') || key.split('/').some((part) => ['', '.', '..'].includes(part)))
    return 'A key cannot start or end with “/”, nor have “//”, “.” or “..” as a part.'
  if (key.startsWith('..')) return 'A key cannot start with “..”.'
  if ([...key].length > 250) return `Keys can have at most 250 characters; this one has ${[...key].length}.`
  return undefined
}
