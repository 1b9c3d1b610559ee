import type { StageStay } from '../review-log.ts'

// Types only, so that pages need not load schemas.

/** Below the base path, ours, open to all: POST `{link}` answers what the secret of a view-only link shows. */
export const sharedPath = 'modelshelf/shared'

/** All that a view-only link shows of a model. */
export type SharedModel = {
  name: string
  description?: string
  /** Newest first. */
  versions: {
    version: string
    current_stage: string
    creation_timestamp: number
    description?: string
    aliases: string[]
  }[]
  /** Which versions were in which stage, from when to when. */
  history: Pick<StageStay, 'version' | 'stage' | 'since' | 'until'>[]
  expires: number
}

/** For the managers of a model. GET `?model=` lists its links, POST `{model, days}` creates one. */
export const sharedLinksPath = 'modelshelf/shared-links'
/** POST `{model, id}` ends one. */
export const endSharedLinkPath = 'modelshelf/shared-links/end'

export type SharedLink = {
  id: number
  created_by: string
  created: number
  expires: number
  /** Whether it opens: not while whoever made it may not read the model. */
  opens: boolean
}
