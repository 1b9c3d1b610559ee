import * as z from 'zod/mini'
import { invalid } from '#contract/errors.ts'
import { pythonText, spacedJson } from '../../python-text.ts'
import { decodeToken, refuseToken } from '../search/page-token.ts'

/** What a search asked for, as MLflow keeps it in a page token. */
export type Asked = {
  experiment_ids: string[]
  filter_string: string | null
  order_by:
    | { field_name: string; ascending: boolean; dataset_name: string | null; dataset_digest: string | null }[]
    | null
}

/** Longer than the token of any search that is accepted. */
const MAX_LENGTH = 256 * 1024

/** The token of the page of a search that starts at row `offset`. */
export const loggedModelToken = (asked: Asked, offset: number): string =>
  Buffer.from(spacedJson({ ...asked, offset })).toString('base64')

/**
 * The first row of a page; 0 without a token. Throws INVALID_PARAMETER_VALUE, in MLflow's words, for the token of a search
 * for something else (docs/rest-contract.md §1.2), and for anything that `loggedModelToken` did not make.
 */
export function loggedModelOffset(token: string | undefined, asked: Asked): number {
  if (!token) return 0
  const decoded = decodeToken(token, MAX_LENGTH)
  const found = asToken(decoded.toString('utf8')) ?? refuseToken(decoded)
  for (const [key, what, verb] of fields)
    if (spacedJson(found[key] ?? null) !== spacedJson(asked[key]))
      throw invalid(
        `${what} in the page token ${verb} not match the requested ${what[0]?.toLowerCase()}${what.slice(1)}. ` +
          `Expected: ${shown(asked[key])}. Found: ${shown(found[key])}`,
      )
  return found.offset
}

const fields = [
  ['experiment_ids', 'Experiment IDs', 'do'],
  ['filter_string', 'Filter string', 'does'],
  ['order_by', 'Order by', 'does'],
] as const

const shown = (value: unknown) => (typeof value === 'string' ? value : pythonText(value ?? null))

/** The shape of a token, whoever made it. Nothing in it is deeper than MLflow's own. */
const token = z.object({
  experiment_ids: z.array(z.string()),
  filter_string: z.nullish(z.string()),
  order_by: z.nullish(z.array(z.record(z.string(), z.union([z.string(), z.boolean(), z.null()])))),
  offset: z.int().check(z.minimum(0)),
})

function asToken(text: string): z.infer<typeof token> | undefined {
  try {
    return token.safeParse(JSON.parse(text)).data
  } catch {
    return undefined // not JSON, which the caller says
  }
}
