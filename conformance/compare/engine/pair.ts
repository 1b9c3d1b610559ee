import { calls } from '../../../contract/calls.ts'
import type { EndpointName } from '../../../contract/endpoints.ts'
import { type Atom, differ } from './differ.ts'
import { normalise } from './normalise.ts'
import { ask, capture, type Side } from './side.ts'
import type { Answer, Request } from './wire.ts'

/** The real server and ours, which get the same requests in the same order. */
export type Pair = { real: Side; ours: Side }

/** Both normalized answers to a request, and their differences. */
export type Exchange = { request: Request; real: Answer; ours: Answer; atoms: Atom[] }

/**
 * Sends a request to both servers. If both accept it, `keep` captures values from each answer: name → path in the body.
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

/** Sets a name to the same text on both sides. */
export function setName({ real, ours }: Pair, name: string, value: string): void {
  real.names.set(name, value)
  ours.names.set(name, value)
}

type Spelling = {
  method?: string
  prefix?: string
  query?: readonly (readonly [string, string])[]
  /** Also sends the input of a GET in its body (docs/rest-contract.md §1 "GET"). */
  inBody?: boolean
}

/** Builds an endpoint's request: fills the input into the path, then into the query of a GET or else the body. */
export function requestOf(
  name: EndpointName,
  input: Readonly<Record<string, unknown>>,
  { method = calls[name].methods[0], prefix = usualPrefix(name), query, inBody }: Spelling = {},
): Request {
  const below = calls[name].path.replaceAll(/\{(\w+)\}/g, (_, field: string) =>
    // side.ts fills in `{run}` in a path; anything else is one segment.
    String(input[field] ?? '').replaceAll(/[^{}\w]/g, encodeURIComponent),
  )
  const path = `${prefix}/mlflow/${below}`
  if (method === 'GET' && !inBody) return { method, path, query: query ?? queryOf(input) }
  return { method, path, ...(query ? { query } : {}), body: input }
}

/** Calls of MLflow's own pages, which MLflow has below `ajax-api` only (docs/rest-contract.md §1). */
const usualPrefix = (name: EndpointName) =>
  ['searchDatasets', 'getMetricHistoryBulk'].includes(name) ? 'ajax-api/2.0' : 'api/2.0'

/** Writes lists as repeated keys and everything else as text; leaves out undefined. */
function queryOf(input: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(input).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== undefined && item !== null)
      .map((item): [string, string] => [name, typeof item === 'object' ? JSON.stringify(item) : String(item)]),
  )
}
