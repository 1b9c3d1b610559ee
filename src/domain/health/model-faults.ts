import type { RegisteredModel } from '#contract/models.ts'
import { OWNER_TAG, tagValue } from '#contract/tags.ts'

export type ModelFault = 'nothing-in-production' | 'no-description' | 'no-owner' | 'stale'

/** Days without a change after which a model counts as stale, unless a person chooses others. */
export const STALE_DAYS = 180

const DAY_MS = 86_400_000

/** `now` in ms. Without stages nothing can be in Production. */
export type FaultRules = { now: number; staleDays: number; hasStages: boolean }

/** What a person who looks after the registry should know of a model. */
export function modelFaults(model: RegisteredModel, { now, staleDays, hasStages }: FaultRules): ModelFault[] {
  const versions = model.latest_versions ?? []
  const isLive = versions.some(({ current_stage }) => current_stage === 'Production')
  // A model of which nothing is in use any more has been retired.
  const isRetired = versions.length > 0 && versions.every(({ current_stage }) => current_stage === 'Archived')
  const found: Record<ModelFault, boolean> = {
    'nothing-in-production': hasStages && !isLive && !isRetired,
    'no-description': !model.description?.trim(),
    'no-owner': !tagValue(model.tags, OWNER_TAG)?.trim(),
    stale: !isRetired && lastChange(model) < now - staleDays * DAY_MS,
  }
  return (Object.keys(found) as ModelFault[]).filter((fault) => found[fault])
}

/** When the model, or the newest version of one of its stages, changed last. */
const lastChange = ({ last_updated_timestamp: own, creation_timestamp: made, latest_versions = [] }: RegisteredModel) =>
  Math.max(own ?? made ?? 0, ...latest_versions.map(({ last_updated_timestamp = 0 }) => last_updated_timestamp))
