import type { EndpointName } from '#contract/endpoints.ts'
import { BY_TAG } from '#contract/tags.ts'
import type { SignedIn } from '../context.ts'

/** Tags whose value is shown as who did something. */
const isName = (key: unknown): boolean => key === 'mlflow.user' || key === BY_TAG

type Tag = { key: string; value: string }

/** Whether somebody brings in what others did, so that what they write keeps its names. */
export const keepsNames = ({ role, scope }: SignedIn): boolean => scope === 'import' && role === 'admin'

/** Returns a checked input in which `user_id` and tags that name a person are the authenticated name, whatever was sent. */
export function inOwnName<T>(endpoint: EndpointName, input: T, name: string): T {
  if (typeof input !== 'object' || input === null) return input
  const own = { ...input } as Record<string, unknown>
  if ('user_id' in own || endpoint === 'createRun') own.user_id = name
  if (isName(own.key) && 'value' in own) own.value = name
  if (Array.isArray(own.tags))
    own.tags = (own.tags as Tag[]).map((tag) => (isName(tag.key) ? { ...tag, value: name } : tag))
  return own as T // the same fields with values of the same types
}
