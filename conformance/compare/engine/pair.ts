import { calls } from '../../../contract/calls.ts'
import type { EndpointName } from '../../../contract/endpoints.ts'
import { type Atom, differ } from './differ.ts'
import { normalise } from './normalise.ts'
import { ask, capture, type Side } from './side.ts'
import type { Answer, Request } from './wire.ts'

/** The real server and ours, sent the same requests in the same order. */
export type Pair = { real: Side; ours: Side }

/** What both answered to one request, normalised, and in what they differ. */
export type Exchange = { request: Request; real: Answer; ours: Answer; atoms: Atom[] }

/**
 * Sends a request to both servers. `keep` captures values of each server's own answer, if both
 * took the request: name → path in the body.
 */
export async function exchange(pair: Pair, request: Request, keep: Record<string, string> = {}): Promise<Exchange> {
  const [real, ours] = await Promise.all([ask(pair.real, request), ask(pair.ours, request)])
  const isTaken = real.status < 400 && ours.status < 400
  for (const [name, path] of isTaken ? Object.entries(keep) : []) {
    capture(pair.real, name, path, real)
    capture(pair.ours, name, path, ours)
  }
  const answers = { real: normalise(pair.real, real, request.path), ours: normalise(pair.ours, ours, request.path) }
  return { request, ...answers, atoms: differ(answers.real, answers.ours) }
}

/** Puts the same text behind a name on both sides. */
export function setName({ real, ours }: Pair, name: string, value: string): void {
  real.names.set(name, value)
  ours.names.set(name, value)
}

type Spelling = {
  method?: string
  prefix?: string
  query?: readonly (readonly [string, string])[]
  /** Puts the input of a GET into its body, too (docs/rest-contract.md §1 "GET"). */
  inBody?: boolean
}

/** An endpoint's request: its input in the query string of a GET, else in the body, and in the path where it has places. */
export function requestOf(
  name: EndpointName,
  input: Readonly<Record<string, unknown>>,
  { method = calls[name].methods[0], prefix = usualPrefix(name), query, inBody }: Spelling = {},
): Request {
  const below = calls[name].path.replaceAll(/\{(\w+)\}/g, (_, field: string) =>
    // `{run}` in a path is filled in by side.ts; everything else is one segment.
    String(input[field] ?? '').replaceAll(/[^{}\w]/g, encodeURIComponent),
  )
  const path = `${prefix}/mlflow/${below}`
  if (method === 'GET' && !inBody) return { method, path, query: query ?? queryOf(input) }
  return { method, path, ...(query ? { query } : {}), body: input }
}

/** MLflow has these calls of its own pages below `ajax-api` only (docs/rest-contract.md §1). */
const usualPrefix = (name: EndpointName) =>
  ['searchDatasets', 'getMetricHistoryBulk'].includes(name) ? 'ajax-api/2.0' : 'api/2.0'

/** Lists as repeated keys, everything else as text; what is undefined is not sent. */
function queryOf(input: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(input).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined && item !== null)
      .map((item): [string, string] => [name, typeof item === 'object' ? JSON.stringify(item) : String(item)]),
  )
}
