import type { OpenRequest } from '#contract/review-paths.ts'

/** Which open requests are shown; in the URL under these names. */
export type RequestFilter = { waiting: boolean; stage: string; model: string; by: string }

/** The filter in the URL: `?waiting=me&stage=Production&model=…&by=…`. */
export const requestFilter = (params: URLSearchParams): RequestFilter => ({
  waiting: params.get('waiting') === 'me',
  stage: params.get('stage') ?? '',
  model: params.get('model') ?? '',
  by: params.get('by') ?? '',
})

export const filterKeys = ['waiting', 'stage', 'model', 'by'] as const

/** The requests that the filter leaves. */
export const filtered = (
  requests: readonly OpenRequest[],
  { waiting, stage, model, by }: RequestFilter,
  waitsForMe: (request: OpenRequest) => boolean,
): OpenRequest[] =>
  requests.filter(
    (request) =>
      (!waiting || waitsForMe(request)) &&
      (!stage || request.to_stage === stage) &&
      (!model || request.name === model) &&
      (!by || request.user_id === by),
  )

/** What a filter can be set to: what is there, in order, and what is chosen already. */
export const valuesOf = (requests: readonly OpenRequest[], read: (request: OpenRequest) => string, chosen: string) =>
  [...new Set([...requests.map(read), chosen])].filter(Boolean).toSorted((a, b) => a.localeCompare(b))
