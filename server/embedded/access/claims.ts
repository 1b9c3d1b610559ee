import type { EndpointName } from '#contract/endpoints.ts'
import { BY_TAG, isPrompt, OWNER_TAG } from '#contract/tags.ts'
import type { SignedIn } from '../context.ts'

/** Tags whose value is shown as who did something. */
const isName = (key: unknown): boolean => key === 'mlflow.user' || key === BY_TAG

/** What has a key and a value too: a metric or a parameter names nobody, whatever it is called. */
const notTags: ReadonlySet<EndpointName> = new Set(['logMetric', 'logParam'])

type Tag = { key: string; value: string }

/** The tag that says who made something; the app sends it, MLflow's clients don't. */
const makerTags: { readonly [N in EndpointName]?: string } = { createModel: OWNER_TAG, createVersion: BY_TAG }

/** Whether somebody brings in what others did, so that what they write keeps its names. */
export const keepsNames = ({ role, scope }: SignedIn): boolean => scope === 'import' && role === 'admin'

/**
 * Returns a checked input in which `user_id` and tags that name a person are the authenticated name, whatever was sent; a new model gets an
 * owner and a new version who registered it (docs/accounts.md §2).
 */
export function inOwnName<T>(endpoint: EndpointName, input: T, name: string): T {
  if (typeof input !== 'object' || input === null) return input
  const own = { ...input } as Record<string, unknown>
  if ('user_id' in own || endpoint === 'createRun') own.user_id = name
  if (isName(own.key) && 'value' in own && !notTags.has(endpoint)) own.value = name
  if (Array.isArray(own.tags))
    own.tags = (own.tags as Tag[]).map((tag) => (isName(tag.key) ? { ...tag, value: name } : tag))
  const maker = makerTags[endpoint]
  if (maker !== undefined) own.tags = withTag((own.tags as Tag[] | undefined) ?? [], { key: maker, value: name })
  return own as T // the same fields with values of the same types
}

/** Adds a tag unless there is one of its key, or the tags are a prompt's. */
const withTag = (tags: readonly Tag[], tag: Tag): readonly Tag[] =>
  isPrompt(tags) || tags.some(({ key }) => key === tag.key) ? tags : [...tags, tag]
