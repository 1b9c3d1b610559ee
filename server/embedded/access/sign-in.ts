import { createHmac, randomBytes } from 'node:crypto'
import type { Scope } from '#contract/accounts/account-calls.ts'
import type { SignedIn } from '../context.ts'
import type { Db } from '../db.ts'
import { nameKey } from '../store/accounts/account-names.ts'
import { type Account, accountOf, findAccount } from '../store/accounts/accounts.ts'
import { isPassword } from '../store/accounts/passwords.ts'
import { holderOfSession } from '../store/accounts/sessions.ts'
import { holderOfToken, refusedToken, TOKEN_PREFIX } from '../store/accounts/tokens.ts'
import { limitAttempts } from './attempts.ts'
import type { Refusals } from './refusals.ts'
import { setNewest } from './set-newest.ts'

/** What a request shows for itself. */
export type Credentials = {
  authorization?: string | undefined
  session?: string | undefined
  /** Asked for only where it counts: it takes time to find out. */
  addressOf: () => string
  /** The revision of accounts, tokens and sessions, if it was read for this request. */
  revision?: number
}

/** How long a password that was right need not be hashed again, in ms: Python sends it with every request. */
const REMEMBERED_MS = 5 * 60_000
const MOST_REMEMBERED = 1000

export type SignIn = {
  by(credentials: Credentials): Promise<SignedIn | undefined>
  /** Who shows the same credentials as somebody who was let in with them, if they still count. Reads in the caller's transaction. */
  again(who: SignedIn, shown: Pick<Credentials, 'authorization' | 'session'>): SignedIn | undefined
  /** The account with this name and password; a token is not a password here. */
  byPassword(name: string, password: string, address: string): Promise<Account | undefined>
}

type Checked = { found: Account | undefined; isNew: boolean }
type Remembered = { outcome: Promise<Account | undefined>; until: number }

/**
 * Makes the functions that say who asks, by a token (Bearer, or in place of the password), a password (Basic) or a session. They
 * return undefined whatever is wrong, and throw REQUEST_LIMIT_EXCEEDED (attempts.ts).
 */
export function signInWith(db: Db, refusals: Refusals, now: () => number = Date.now): SignIn {
  const attempts = limitAttempts(now)
  const key = randomBytes(32)
  const remembered = new Map<string, Remembered>()
  /** One object for each token and session, until something changes: door.ts keeps with it what it sees. */
  const known = new WeakMap<Account, SignedIn>()
  function knownAs(holder: Account, scope: Scope, by: SignedIn['by']): SignedIn {
    let who = known.get(holder)
    if (!who) known.set(holder, (who = signedIn(holder, scope, by)))
    return who
  }

  /** The account as it is now, unless the password that was right when its check began was changed or taken away since. */
  function stillHeld(before: Account | undefined): Account | undefined {
    const current = before && findAccount(db, before.name)
    return current?.id === before?.id && current?.password === before?.password ? current : undefined
  }

  const byPassword = async (name: string, password: string, address: string) =>
    (await checked(name, password, address)).found

  /** Checks a password once for all requests that send it at the same time and for a while after; `isNew`: it was checked for this one. */
  async function checked(name: string, password: string, address: string): Promise<Checked> {
    const id = createHmac('sha256', key)
      .update(JSON.stringify([nameKey(name), password]))
      .digest('base64')
    const known = remembered.get(id)
    if (known && known.until > now()) {
      const before = stillHeld(await known.outcome)
      if (before) return { found: before, isNew: false }
    }
    const account = findAccount(db, name)
    // An unknown name is left out: it may be a password in the wrong field.
    const refusal = { actor: account?.name ?? 'unknown', action: 'sign-in-failed' } as const
    let succeed: () => void
    try {
      succeed = attempts.begin(nameKey(name), address)
    } catch (error) {
      refusals.note({ ...refusal, detail: { address, why: 'after too many failures' } })
      throw error
    }
    const outcome = isPassword(password, account?.password).then((right) => (right ? account : undefined))
    setNewest(remembered, id, { outcome, until: now() + REMEMBERED_MS }, MOST_REMEMBERED)
    const right = await outcome.catch((error: unknown) => {
      remembered.delete(id)
      throw error
    })
    const found = stillHeld(right)
    if (found) succeed()
    else {
      remembered.delete(id) // a wrong password is never remembered: it counts each time
      await refusals.noteNow({ ...refusal, detail: { address } }) // also for unknown names, so that timing tells nothing
    }
    return { found, isNew: true }
  }

  /** Who has a session or a token that counts now. */
  function bySession(session: string | undefined, revision?: number): SignedIn | undefined {
    const account = session === undefined ? undefined : holderOfSession(db, session, now(), revision)
    return account?.kind === 'person' ? knownAs(account, 'all', 'session') : undefined
  }
  function byToken({ name, secret }: Shown, revision?: number): SignedIn | undefined {
    const holder = holderOfToken(db, secret, now(), revision)
    const isTheirs = holder && (name === '' || nameKey(name) === nameKey(holder.name))
    return isTheirs ? knownAs(holder, holder.scope, 'token') : undefined
  }
  /** The hash of the password that let somebody in. */
  const passwords = new WeakMap<SignedIn, string | null>()
  function withPassword(account: Account): SignedIn {
    const who = signedIn(account, 'all', 'password')
    passwords.set(who, account.password)
    return who
  }

  async function by({ authorization, session, addressOf, revision }: Credentials): Promise<SignedIn | undefined> {
    if (authorization === undefined) return bySession(session, revision)
    const shown = shownBy(authorization)
    const { name, secret } = shown
    if (isToken(shown)) {
      const holder = byToken(shown, revision)
      if (holder) return holder
      const { account, ...detail } = refusedToken(db, secret)
      refusals.note({
        actor: account ?? 'unknown',
        action: 'token-refused',
        detail: { ...detail, address: addressOf() },
      })
      return undefined
    }
    if (!name) return undefined
    const address = addressOf()
    const { found, isNew } = await checked(name, secret, address)
    if (!found) return undefined
    if (isNew)
      refusals.note({ actor: found.name, action: 'signed-in', detail: { address, by: 'a password in each request' } })
    return withPassword(found)
  }

  function again(
    who: SignedIn,
    { authorization, session }: Pick<Credentials, 'authorization' | 'session'>,
  ): SignedIn | undefined {
    if (authorization === undefined) return bySession(session)
    const shown = shownBy(authorization)
    if (isToken(shown)) return byToken(shown)
    const account = accountOf(db, who.id)
    return account && account.password === passwords.get(who) ? withPassword(account) : undefined
  }
  return { by, again, byPassword }
}

/** Whether a request shows a token of ours, which then decides alone. */
export const showsToken = (authorization = ''): boolean => shownBy(authorization).secret.startsWith(TOKEN_PREFIX)

type Shown = { isBearer: boolean; name: string; secret: string }

const isToken = ({ isBearer, secret }: Shown): boolean => isBearer || secret.startsWith(TOKEN_PREFIX)

/** What an Authorization header shows: with Basic a name and a password or token, with Bearer a token, otherwise nothing. */
function shownBy(authorization: string): Shown {
  const [, scheme = '', value = ''] = /^(basic|bearer)\s+(\S+)$/i.exec(authorization.trim()) ?? []
  if (scheme.toLowerCase() === 'bearer') return { isBearer: true, name: '', secret: value }
  const [, name = '', secret = ''] = /^([^:]*):(.*)$/s.exec(Buffer.from(value, 'base64').toString('utf8')) ?? []
  return { isBearer: false, name, secret }
}

export const signedIn = ({ id, name, role, kind }: Account, scope: Scope, by: SignedIn['by']): SignedIn => ({
  kind: 'account',
  id,
  name,
  role,
  service: kind === 'service',
  scope,
  by,
})
