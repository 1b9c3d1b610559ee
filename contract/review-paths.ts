import type { Activity } from './reviews.ts'

// In a file of their own, so that pages need not load schemas.

/** Below the base path, ours: what happened to a model (`?name=`) or to one of its versions (`&version=`), newest first. */
export const activitiesPath = 'modelshelf/activities'
export type Activities = { activities: Activity[]; next_page_token?: string }

/** Ours: the open requests of all models, oldest first. */
export const requestsPath = 'modelshelf/requests'
export type OpenRequest = Activity & {
  name: string
  version: string
  /** Who has approved the move since the version last moved. */
  approved_by?: string[]
  /** With accounts: whether the caller may move the version so. */
  may_decide?: boolean
}
export type Inbox = { requests: OpenRequest[] }

/** Ours: the moves against the policy of the last 30 days, of all models, newest first. */
export const overridesPath = 'modelshelf/overrides'
export type Overrides = { overrides: (Activity & { name: string; version: string })[] }

/** Ours: which versions of `?name=` were in `?stage=`, or in each stage but None, oldest first. */
export const stageHistoryPath = 'modelshelf/stage-history'

/** How long a move can be undone, in ms. */
export const UNDO_MS = 60_000

/** Header in which the app sends the name from Settings, percent-encoded: what nobody has verified. */
export const NAME_HEADER = 'x-modelshelf-name'
