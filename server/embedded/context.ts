import type { Context as HonoContext } from 'hono'
import type { Scope } from '#contract/accounts/account-calls.ts'
import type { Role } from '#contract/server-info.ts'
import type { VersionId } from '#contract/versions.ts'
import { NAME_HEADER } from '#contract/review-paths.ts'
import type { ArtifactStore } from './store/artifacts/artifacts.ts'
import type { ReadFiles, VersionFiles } from './store/reviews/policy/version-files.ts'
import type { Db } from './db.ts'
import type { JsonText } from './json.ts'
import type { Most } from './store/too-much.ts'
import type { HeavyReaders } from './heavy/heavy-readers.ts'
import type { Sender } from './webhooks/sender.ts'

/** What the server has, the same for every request. */
export type Context = {
  db: Db
  /** Absent for a database in memory, which only one thread can read. */
  readers?: HeavyReaders | undefined
  /** As `readers`, for writes. */
  writer?: HeavyWriter | undefined
  artifacts: ArtifactStore
  /** In front of an MLflow server: reads what the policy asks about a version's files. */
  readFiles?: ((id: VersionId) => Promise<VersionFiles>) | undefined
  /** `--allow-artifact-location`: prefixes an experiment's artifact_location may have. */
  allowedLocations: readonly string[]
  /** `--allow-artifact-schemes`: schemes that name a host and may be used all the same. */
  allowedSchemes: readonly string[]
  /** `--allow-source`: folders that `file:` versions may be registered from. */
  allowedSources: readonly string[]
  /** `--allow-webhooks-to`: hosts and ranges of addresses that webhooks may lead to, besides https to public ones. */
  allowedWebhooks: readonly string[]
  /** Sends what webhooks are told; absent where nothing is sent. */
  sender?: Sender | undefined
}

/** A thread that makes heavy writes, so that everybody can read meanwhile. Other writes wait, as SQLite makes one at a time. */
export type HeavyWriter = {
  /**
   * Makes a checked write in the thread, in one transaction, or returns undefined if it is no heavy one. `permitted` says whose it is and what
   * is written in their name, and throws if they may not; it is asked when no other write can come between, and for a move no
   * file changes. `turnedOut`: it was found to be heavy while it was made. Rejects with ApiError, and with FilesChanged.
   */
  write(
    name: string,
    input: unknown,
    permitted: () => { who: Who; input: unknown; more?: MoreOfWrite | undefined },
    turnedOut?: boolean,
  ): Promise<JsonText> | undefined
  /** Whether a write may turn out to be heavy while it is made. */
  mayTurnOut(name: string): boolean
  close(): Promise<void>
}

/** What one request brings. */
export type RequestContext = {
  who: Who
  /** In a read: aborts once nobody waits for the answer. A function, because it costs time to make. */
  signal?: (() => AbortSignal) | undefined
  /** In a read: more than that a thread reads, as the route finds out (`TooMuch`). */
  most?: Most | undefined
  /** In a write: the database as the caller may read it, where that is not all of it. */
  seen?: Db | undefined
  /** The files of the version that is to be moved, as they were read before the write, if the policy asks for something in them. */
  files?: ReadFiles | undefined
  /** The store's URI of the local source that was copied for this request. */
  copied?: string | undefined
  /** The id for the delivery of a webhook's test. */
  delivery?: string | undefined
}

/** What a write was prepared with, before its transaction. */
export type MoreOfWrite = Pick<RequestContext, 'files' | 'copied' | 'delivery'>

/** Whose request it is. Without accounts nobody signs in, so the name is the one from the app's Settings, or unknown. */
export type Who = { kind: 'anyone'; name: string; behind?: Behind } | SignedIn

/** Whose view of the data it is; everybody's, where nobody signs in. */
export const viewerOf = (who: Who): SignedIn | undefined => (who.kind === 'account' ? who : undefined)

/** What somebody may do in front of an MLflow server, as that or the operator says. */
export type Behind = {
  /** Whether the name is certain, so that rules about people bind. */
  verified: boolean
  /** Whether they may change the policy of the model that they ask about, and move against it. */
  manages: boolean
  /** Whether they may change its versions, where that was asked. */
  edits?: boolean
  /** The same as `manages` for the default of all models. */
  administrates: boolean
  /** Without that: the models whose webhooks they list. */
  managed?: ReadonlySet<string>
}

/** Somebody with an account (docs/accounts.md). `scope`: what the token allows, or `all` for a password or a session. */
export type SignedIn = {
  kind: 'account'
  id: number
  name: string
  role: Role
  service: boolean
  scope: Scope
  /** How they signed in. */
  by: 'session' | 'password' | 'token'
}

const MAX_NAME = 200
const UNKNOWN = 'unknown'

/** Finds out whose request it is, for JSON and byte routes alike. */
export function whoAsks(c: HonoContext): Who {
  return { kind: 'anyone', name: nameIn(c.req.header(NAME_HEADER)) }
}

/** Reads the name in the app's header; `unknown` if it is missing or malformed. */
function nameIn(header: string | undefined): string {
  try {
    const name = decodeURIComponent(header ?? '').trim()
    return name === '' || name.length > MAX_NAME || /\p{Cc}/u.test(name) ? UNKNOWN : name
  } catch {
    return UNKNOWN // a broken escape
  }
}
