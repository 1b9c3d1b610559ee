// The thread of heavy-writer.ts, with a connection of its own.
import { Tinypool } from 'tinypool'
import { calls } from '#contract/calls.ts'
import type { EndpointName } from '#contract/endpoints.ts'
import { asApiError } from '../../errors.ts'
import { afterwards } from '../access/permit.ts'
import type { MoreOfWrite, RequestContext, Who } from '../context.ts'
import { openDb } from '../db.ts'
import { noteLarge } from '../passing-bytes.ts'
import { writeJson } from '../json.ts'
import { openSeen } from '../seen.ts'
import { type FolderStates, statesIn } from '../store/artifacts/folder-states.ts'
import { noteStale } from '../store/find/model-texts.ts'
import { verifyNames } from '../store/reviews/log.ts'
import { FilesChanged } from '../store/reviews/policy/gate.ts'
import { type HeavyWriteName, heavyWrites, revisionsOf } from './heavy-writes.ts'
import type { WriteContext } from './heavy-write.ts'

/** What the pool gives the thread. `folder`: of the artifacts. `accounts`: whether people sign in. */
export type WriterData = { path: string; folder: string; accounts: boolean } & Omit<WriteContext, 'db' | 'artifacts'>

/** One write that `who` was found to be permitted at these revisions. */
export type WriteTask = {
  name: HeavyWriteName
  input: unknown
  who: Who
  more?: MoreOfWrite | undefined
  revisions: string
}

/**
 * What came of it: JSON, because an object takes the main thread as long again to receive. `changed`: nothing, because accounts or levels are
 * others by now. `files`: nothing, as the version's files must be read (again) first.
 */
export type Written =
  | { json: string }
  | { error: { code: string; message: string; status: number } }
  | 'changed'
  | 'files'

const { path, folder, accounts, ...allowed } = Tinypool.workerData as WriterData
const artifacts = statesIn(folder)
/** Those of writes that let files change meanwhile. */
const changing: FolderStates = {
  state() {
    throw new Error('Nothing can be decided by files that may change')
  },
}
const db = openDb(path)
// With a small cache, SQLite writes pages out and reads them again before it commits: twice the time for 50,000 runs.
db.get('PRAGMA cache_size = -32000')
db.beforeCommit(() => void noteStale(db))
const seen = accounts ? openSeen(path) : undefined
if (accounts) verifyNames(db)

export async function write({ name, input, who, more, revisions }: WriteTask): Promise<Written> {
  try {
    const { isByFiles }: { isByFiles?: true } = heavyWrites[name]
    const route = heavyWrites[name].route as AnyHeavyRoute
    const answer = await db.write(() => {
      checkSame(revisions)
      const context = { ...allowed, db, artifacts: isByFiles ? artifacts : changing }
      if (who.kind !== 'account') return route(input, context, { who, ...more })
      const answer = route(input, context, { who, seen: seen?.by(who), ...more })
      if (isCall(name)) afterwards(name, input, answer, db, who)
      return answer
    })
    const json = writeJson(answer)
    noteLarge(2 * json.length) // as much was written
    return { json }
  } catch (error) {
    if (error instanceof Changed) return 'changed'
    if (error instanceof FilesChanged) return 'files'
    const { code, message, status } = asApiError(error)
    return { error: { code, message, status } }
  }
}

/** Name, input and route belong together, which types can't express for a name known only at run time. */
type AnyHeavyRoute = (
  input: unknown,
  context: WriteContext,
  request: Pick<RequestContext, 'who' | 'seen'> & MoreOfWrite,
) => unknown

const isCall = (name: HeavyWriteName): name is HeavyWriteName & EndpointName => name in calls

class Changed extends Error {}

function checkSame(revisions: string) {
  if (revisionsOf(db) !== revisions) throw new Changed()
}
