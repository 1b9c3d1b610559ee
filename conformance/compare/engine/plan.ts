import type { EndpointName } from '../../../contract/endpoints.ts'
import type { Request } from './wire.ts'

export const kinds = ['valid', 'boundary', 'invalid'] as const
export type Kind = (typeof kinds)[number]

/** Values of one field, besides those its type suggests. */
export type Values = { [K in Kind]?: readonly unknown[] }

/** A call of an endpoint; `keep` captures values of its answer, name → path. */
export type Step = { call: EndpointName; input: Record<string, unknown>; keep?: Record<string, string> }

/** A file to upload through the proxy below `{root}`, the captured artifact URI of a run or a logged model. */
export type Upload = { upload: string; text: string }

/** How to generate requests for one endpoint. In all texts `{n}` is a number that no other subject has. */
export type Plan = {
  /** Calls to make once, before all requests of the endpoint. */
  once?: readonly (Step | Upload)[]
  /** Calls that create the subject of a request; repeated when only one server accepted a request. */
  subject?: readonly (Step | Upload)[]
  /** Whether an accepted request can't be sent again, such as a deletion: the subject is then created anew. */
  spends?: boolean
  /** Requests (`Case.what`) that MLflow refuses after doing half of the work: after these too. */
  spoils?: RegExp
  /** A valid input with every field worth varying. */
  base: Record<string, unknown>
  /** By path: `name`, `tags.key`. Overrides `common` for that field. */
  values?: Record<string, Values>
  /** Values to capture from each answer if both accepted the request. */
  keep?: Record<string, string>
  /** Calls that show the effect of the request, compared after each. */
  check?: readonly Step[]
  /** Whole inputs and requests that vary more than one field. */
  more?: readonly ({ kind: Kind; what: string } & ({ input: Record<string, unknown> } | { request: Request }))[]
}

/** One request of a plan. */
export type Case = { kind: Kind; what: string; request: Request }
