import type { EndpointName } from '../../../contract/endpoints.ts'
import type { Request } from './wire.ts'

export const kinds = ['valid', 'boundary', 'invalid'] as const
export type Kind = (typeof kinds)[number]

/** Values of one field, beside those its type suggests. */
export type Values = { [K in Kind]?: readonly unknown[] }

/** A call of an endpoint whose answer is needed: `keep` captures values of it, name → path. */
export type Step = { call: EndpointName; input: Record<string, unknown>; keep?: Record<string, string> }

/** A file put by the proxy below `{root}`, the artifact URI captured of a run or a logged model. */
export type Upload = { upload: string; text: string }

/** How requests for one endpoint are made up. In all texts `{n}` is a number no other subject has. */
export type Plan = {
  /** Made once, before all requests of the endpoint. */
  once?: readonly (Step | Upload)[]
  /** Makes what the request is about; made anew when only one server took a request. */
  subject?: readonly (Step | Upload)[]
  /** Whether a request that was taken cannot be sent again, as with a deletion: then it is made anew, too. */
  spends?: boolean
  /** Names requests (`Case.what`) that MLflow refuses after having done half of them: after those, too. */
  spoils?: RegExp
  /** A valid input, with every field that is worth varying. */
  base: Record<string, unknown>
  /** By path: `name`, `tags.key`. Overrides `common` for that field. */
  values?: Record<string, Values>
  /** Captured from the answer of each request that both took. */
  keep?: Record<string, string>
  /** What shows the effect of the request: compared as well, after each. */
  check?: readonly Step[]
  /** Whole inputs, and requests, that vary more than one field. */
  more?: readonly ({ kind: Kind; what: string } & ({ input: Record<string, unknown> } | { request: Request }))[]
}

/** One request of a plan. */
export type Case = { kind: Kind; what: string; request: Request }
