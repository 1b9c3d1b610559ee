import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { allPages } from '#contract/all-pages.ts'
import type { StageStay } from '#contract/review-log.ts'
import { type Activities, activitiesPath, stageHistoryPath } from '#contract/review-paths.ts'
import type { Activity } from '#contract/reviews.ts'
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
  /** All that happened to a version, newest first. */
  whole: (name: string, version: string) =>
    queryOptions({
      queryKey: [...roots.reviews, 'whole-history', name, version],
      queryFn: async ({ signal }) => {
        const activities: Activity[] = []
        for await (const page of allPages((next) =>
          readOwn<Activities>(activitiesPath, { name, version, ...next }, signal),
        ))
          activities.push(...page.activities)
        return activities
      },
    }),
  /** Which versions were in a stage, or without one in each stage but None, oldest first. */
  stays: (name: string, stage?: Stage) =>
    queryOptions({
      queryKey: [...roots.reviews, 'stays', name, stage ?? ''],
      queryFn: async ({ signal }) =>
        (await readOwn<{ stays: StageStay[] }>(stageHistoryPath, { name, ...(stage && { stage }) }, signal)).stays,
    }),
}
