import type { Tag } from '#contract/values.ts'
import type { MlflowEvent } from '#contract/webhooks/events.ts'
import type { Db } from '../../db.ts'
import { spacedJson } from '../../python-text.ts'
import { isPromptVersion } from '../registry/model-tags.ts'
import { announce } from './outbox.ts'

/** The tags that make a model a prompt, which MLflow's payloads leave out; the last one is the template. */
const IS_PROMPT = 'mlflow.prompt.is_prompt'
const PROMPT_TYPE = '_mlflow_prompt_type'
const PROMPT_TEXT = 'mlflow.prompt.text'

type Data = Record<string, string | number | null | Record<string, string>>

/** The text that MLflow sends for an event, byte by byte (docs/reviews.md §9). */
function bodyOf(event: MlflowEvent, data: Data, now = new Date()): string {
  const [entity, action] = event.split('.')
  return spacedJson({ entity, action, timestamp: pythonTime(now), data })
}

/** As Python's `isoformat` writes a time in UTC. */
export function pythonTime(time: Date): string {
  const [seconds, ms] = time.toISOString().replace('Z', '').split('.')
  return `${seconds}${ms === '000' ? '' : `.${ms}000`}+00:00`
}

/** Puts an event into the outboxes of MLflow's webhooks. Only inside `write`. */
function tell(db: Db, event: MlflowEvent, data: Data): void {
  announce(db, { dialect: 'mlflow', events: [event], log: undefined }, () => bodyOf(event, data))
}

/** Whether a model is a prompt, as MLflow asks its store. */
const isPrompt = (db: Db, name: string) =>
  db
    .get<{ value: string }>('SELECT value FROM registered_model_tags WHERE name = ? AND key = ?', name, IS_PROMPT)
    ?.value.toLowerCase() === 'true'

const dictOf = (tags: readonly Tag[], without: readonly string[] = []) =>
  Object.fromEntries(tags.filter(({ key }) => !without.includes(key)).map(({ key, value }) => [key, value]))

type Named = { name: string; description?: string | undefined; tags?: readonly Tag[] | undefined }

export function announceModel(db: Db, { name, description = '', tags = [] }: Named): void {
  if (isPromptVersion(tags))
    tell(db, 'prompt.created', { name, tags: dictOf(tags, [IS_PROMPT, PROMPT_TYPE]), description })
  else tell(db, 'registered_model.created', { name, tags: dictOf(tags), description })
}

/** `source` and `run_id` as they were resolved. */
export function announceVersion(
  db: Db,
  { name, version, tags = [], ...rest }: Named & { version: string; source: string; run_id: string | undefined },
): void {
  const description = rest.description || null
  if (!isPromptVersion(tags)) {
    const { source } = rest
    const run_id = rest.run_id || null
    tell(db, 'model_version.created', { name, version, source, run_id, tags: dictOf(tags), description })
  } else {
    const template = tags.findLast(({ key }) => key === PROMPT_TEXT)?.value ?? null
    const others = dictOf(tags, [IS_PROMPT, PROMPT_TYPE, PROMPT_TEXT])
    tell(db, 'prompt_version.created', { name, version, template, tags: others, description })
  }
}

/** A tag of a model, of which MLflow tells only where the model is a prompt. */
export function announceModelTag(db: Db, { name, key, value }: { name: string; key: string; value?: string }): void {
  if (!isPrompt(db, name)) return
  if (value === undefined) tell(db, 'prompt_tag.deleted', { name, key })
  else tell(db, 'prompt_tag.set', { name, key, value })
}

type VersionTag = { name: string; version: string; key: string; value?: string }

export function announceTag(db: Db, { name, version, key, value }: VersionTag): void {
  const entity = isPrompt(db, name) ? 'prompt_version_tag' : 'model_version_tag'
  if (value === undefined) tell(db, `${entity}.deleted`, { name, version, key })
  else tell(db, `${entity}.set`, { name, version, key, value })
}

export function announceAlias(
  db: Db,
  { name, alias, version }: { name: string; alias: string; version?: string },
): void {
  const entity = isPrompt(db, name) ? 'prompt_alias' : 'model_version_alias'
  if (version === undefined) tell(db, `${entity}.deleted`, { name, alias })
  else tell(db, `${entity}.created`, { name, alias, version })
}

const tags = { example_key: 'example_value' }
const model = { name: 'example_model' }
const prompt = { name: 'example_prompt' }
const tag = { key: 'example_key', value: 'example_value' }
const { key } = tag
const version = '1'
const alias = 'example_alias'

/** What MLflow's `test` sends for each event. */
const examples: Record<MlflowEvent, Data> = {
  'registered_model.created': { ...model, tags, description: 'An example registered model' },
  'model_version.created': {
    ...model,
    version,
    source: 'models:/123',
    run_id: 'abcd1234abcd5678',
    tags,
    description: 'An example model version',
  },
  'model_version_tag.set': { ...model, version, ...tag },
  'model_version_tag.deleted': { ...model, version, key },
  'model_version_alias.created': { ...model, alias, version },
  'model_version_alias.deleted': { ...model, alias },
  'prompt.created': { ...prompt, tags, description: 'An example prompt' },
  'prompt_version.created': {
    ...prompt,
    version,
    template: 'Hello {{name}}!',
    tags,
    description: 'An example prompt version',
  },
  'prompt_tag.set': { ...prompt, ...tag },
  'prompt_tag.deleted': { ...prompt, key },
  'prompt_version_tag.set': { ...prompt, version, ...tag },
  'prompt_version_tag.deleted': { ...prompt, version, key },
  'prompt_alias.created': { ...prompt, alias, version },
  'prompt_alias.deleted': { ...prompt, alias },
  'budget_policy.exceeded': {
    budget_policy_id: 'bp-abc123',
    budget_unit: 'USD',
    budget_amount: 100,
    current_spend: 105.5,
    duration_unit: 'MONTHS',
    duration_value: 1,
    target_scope: 'ENDPOINT',
    workspace: 'default',
    target_value: 'ep-abc123',
    window_start: 1704067200000,
  },
}

/** What `test` sends for an event. */
export const mlflowExample = (event: MlflowEvent): string =>
  bodyOf(event, examples[event]).replace('"budget_amount": 100,', '"budget_amount": 100.0,') // Python's float
