import type { EndpointName } from '#contract/endpoints.ts'
import { BY_TAG, isPrompt, OWNER_TAG } from '#contract/tags.ts'
import type { SignedIn } from '../context.ts'
import type { Db } from '../db.ts'
import { denied } from './permit.ts'

/** Tags whose value is shown as who did something. */
const isName = (key: unknown): key is string => key === 'mlflow.user' || key === BY_TAG

/** What has a key and a value too: a metric or a parameter names nobody, whatever it is called. */
const notTags: ReadonlySet<EndpointName> = new Set(['logMetric', 'logParam'])

type Tag = { key: string; value: string }

/** The tag that says who made something; the app sends it, MLflow's clients don't. */
const makerTags: { readonly [N in EndpointName]?: string } = { createModel: OWNER_TAG, createVersion: BY_TAG }

/** Whether somebody brings in what others did, so that what they write keeps its names. */
export const keepsNames = ({ role, scope }: SignedIn): boolean => scope === 'import' && role === 'admin'

type Finding = { sql: string; ids: readonly string[] }

const tagOfRun: Finding = {
  sql: `SELECT coalesce((SELECT t.value FROM tags AS t WHERE t.run_id = r.run_id AND t.key = ?1),
          iif(?1 = 'mlflow.user', nullif(r.user_id, ''), NULL)) AS name FROM runs AS r WHERE r.run_id = ?2`,
  ids: ['run_id'],
}
const tagIn = (table: string, ...ids: string[]): Finding => ({
  sql: `SELECT value AS name FROM ${table} WHERE key = ?1 AND ${ids.map((id, at) => `${id} = ?${at + 2}`).join(' AND ')}`,
  ids,
})

/** Where the tags are that an endpoint adds to a thing. */
const tagsOf: { readonly [N in EndpointName]?: Finding } = {
  setRunTag: tagOfRun,
  logBatch: tagOfRun,
  setExperimentTag: tagIn('experiment_tags', 'experiment_id'),
  setLoggedModelTags: tagIn('logged_model_tags', 'model_id'),
  setModelTag: tagIn('registered_model_tags', 'name'),
  setVersionTag: tagIn('model_version_tags', 'name', 'version'),
}

/** The id of a thing in an input; old clients call a run's id its uuid. */
const idIn = (input: Record<string, unknown>, field: string): string =>
  String(field === 'run_id' ? (input.run_id ?? input.run_uuid) : input[field])

/** Who a thing already says did it: that stays, whoever sends another name. */
function namedBefore(db: Db, endpoint: EndpointName, input: Record<string, unknown>, key: string): string | undefined {
  const found = tagsOf[endpoint]
  if (!found) return undefined
  const row = db.get<{ name: string | null }>(found.sql, key, ...found.ids.map((id) => idIn(input, id)))
  return row?.name ?? undefined
}

type Claiming = { db: Db; name: string }

/**
 * Returns a checked input in which `user_id` and tags that name a person are the authenticated name, whatever was sent, or the one that the
 * thing already has; a new model gets an owner and a new version who registered it (docs/accounts.md §2).
 */
export function inOwnName<T>(endpoint: EndpointName, input: T, { db, name }: Claiming): T {
  if (typeof input !== 'object' || input === null) return input
  const own = { ...input } as Record<string, unknown>
  const named = (key: string) => namedBefore(db, endpoint, own, key) ?? name
  if ('user_id' in own || endpoint === 'createRun') own.user_id = name
  if (isName(own.key) && 'value' in own && !notTags.has(endpoint)) own.value = named(own.key)
  if (Array.isArray(own.tags))
    own.tags = (own.tags as Tag[]).map((tag) => (isName(tag.key) ? { ...tag, value: named(tag.key) } : tag))
  const maker = makerTags[endpoint]
  if (maker !== undefined) own.tags = withTag((own.tags as Tag[] | undefined) ?? [], { key: maker, value: name })
  return own as T // the same fields with values of the same types
}

/** Adds a tag unless there is one of its key, or the tags are a prompt's. */
const withTag = (tags: readonly Tag[], tag: Tag): readonly Tag[] =>
  isPrompt(tags) || tags.some(({ key }) => key === tag.key) ? tags : [...tags, tag]

const removing: ReadonlySet<EndpointName> = new Set([
  'deleteRunTag',
  'deleteExperimentTag',
  'deleteLoggedModelTag',
  'deleteModelTag',
  'deleteVersionTag',
])

/** Throws PERMISSION_DENIED for taking away who did something. */
export function checkKeepsNames(endpoint: EndpointName, input: unknown): void {
  if (!removing.has(endpoint)) return
  const { key } = input as { key: string }
  if (isName(key)) throw denied(`an admin’s token of scope import, because the tag ${key} says who did this`)
}
