import type { Context, RequestContext } from '../context.ts'
import type { Db } from '../db.ts'
import type { FolderStates } from '../store/artifacts/folder-states.ts'
import { hasMoreThan } from './many.ts'

/** What the thread has of the server. */
export type WriteContext = Pick<Context, 'db' | 'allowedLocations' | 'allowedSchemes'> & { artifacts: FolderStates }

/** A write that may go to the thread. */
export type HeavyWrite<Input, Answered> = {
  /** Whether it may change more rows of any table than `MANY_WRITES`, or as many values in one. Must itself take no time. */
  isHeavy: (input: Input, db: Db) => boolean
  /** Whether the thread makes it if only reading its answer shows that it is heavy. */
  ifItTurnsOut?: (input: Input, db: Db) => boolean
  /** Searches wait for it, as they do for what the main thread writes. */
  isAwaited?: true
  /** Whether it is decided by the files of versions, none of which may change meanwhile. */
  isByFiles?: true
  /** Uses nothing of the context but `WriteContext`, and of the request who asks and what they see. */
  route: (input: Input, context: Context, request: RequestContext) => Answered | Promise<Answered>
}

/** So many rows are written in 10 to 50 ms. */
export const MANY_WRITES = 500

export const writesMany = (db: Db, rows: string, of: (string | number)[], many = MANY_WRITES) =>
  hasMoreThan(many, db, rows, ...of)
