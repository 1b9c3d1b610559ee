import type { ViewType } from '#contract/experiments.ts'

/** Reads `?view=`: active unless it is `deleted` or `all`. */
export const viewOf = (params: URLSearchParams): ViewType =>
  ({ deleted: 'DELETED_ONLY' as const, all: 'ALL' as const })[params.get('view') ?? ''] ?? 'ACTIVE_ONLY'
