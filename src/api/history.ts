import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { StageStay } from '#contract/review-log.ts'
import { type Activities, activitiesPath, stageHistoryPath } from '#contract/review-paths.ts'
import type { Stage } from '#contract/versions.ts'
import { roots } from './query-keys.ts'
import { readOwn } from './caller/own-paths.ts'

export const historyQueries = {
  /** What happened to a model, or to one of its versions, newest first. */
  activities: (name: string, version?: string) =>
    infiniteQueryOptions({
      queryKey: [...roots.reviews, 'activities', name, version ?? ''],
      queryFn: ({ signal, pageParam }) =>
        readOwn<Activities>(
          activitiesPath,
          { name, ...(version !== undefined && { version }), ...(pageParam && { page_token: pageParam }) },
          signal,
        ),
      initialPageParam: '',
      getNextPageParam: (page) => page.next_page_token,
    }),
  /** Which versions were in a stage, or without one in each stage but None, oldest first. */
  stays: (name: string, stage?: Stage) =>
    queryOptions({
      queryKey: [...roots.reviews, 'stays', name, stage ?? ''],
      queryFn: async ({ signal }) =>
        (await readOwn<{ stays: StageStay[] }>(stageHistoryPath, { name, ...(stage && { stage }) }, signal)).stays,
    }),
}
