import type { RegisteredModel } from '#contract/models.ts'
import { OWNER_TAG, ownTags, tagValue } from '#contract/tags.ts'
import { stages } from '#contract/stages.ts'
import type { Stage } from '#contract/versions.ts'
import { containsText } from '../../../text/contains-text.ts'

/** Filters that no MLflow server offers: the browser applies them to all models. */
export type Match = {
  /** At least one version is in this stage. */
  stage?: Stage | undefined
  /** Each word must occur in the name, description, tags, owner, aliases or stages. */
  words: readonly string[]
}

export const stageOf = (param: string | null): Stage | undefined => stages.find((stage) => stage === param)

/** Whether the browser must filter. */
export const isAsked = ({ stage, words }: Match): boolean => stage !== undefined || words.length > 0

export function matches(model: RegisteredModel, { stage, words }: Match): boolean {
  if (stage && !model.latest_versions?.some((version) => version.current_stage === stage)) return false
  if (words.length === 0) return true
  const text = textOf(model)
  return words.every((word) => containsText(text, word))
}

const textOf = ({ name, description, tags, aliases, latest_versions }: RegisteredModel) =>
  [
    name,
    description,
    tagValue(tags, OWNER_TAG),
    ...ownTags(tags).flatMap(({ key, value }) => [key, value]),
    ...(aliases ?? []).map(({ alias }) => `@${alias}`),
    ...(latest_versions ?? []).map(({ current_stage }) => current_stage),
  ].join('\n')
