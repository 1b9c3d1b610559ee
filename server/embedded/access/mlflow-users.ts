import * as z from 'zod/mini'
import type { AuthWho } from '#contract/accounts/mlflow-auth.ts'
import { ApiError, invalid } from '#contract/errors.ts'
import { required } from '#contract/values.ts'
import { createAccount, deleteAccount, setPassword, setRole } from '../store/accounts/accounts.ts'
import { hashPassword, passwordProblem } from '../store/accounts/passwords.ts'
import { briefly, listUsers, requireUser, userOf } from '../store/accounts/permissions.ts'
import { checkInvites } from './account-routes.ts'
import { type Asking, authCall, isSelf } from './mlflow-permissions.ts'
import { checkAdmin, denied } from './permit.ts'

const named = z.object({ username: required })

export const userCalls = {
  createUser: authCall(z.object({ username: required, password: required }), async ({ username, password }, asking) => {
    const { db, who } = asking
    checkInvites(asking.isProxied)
    const hash = await checkedHash(password, username)
    const account = await asking.write(() =>
      createAccount(db, { name: username, role: 'contributor', password: hash }, who.name),
    )
    return { user: userOf(asking.seen, account) }
  }),
  getUser: authCall(named, ({ username }, asking) => ({ user: userOf(asking.seen, requireUser(asking.db, username)) })),
  listUsers: authCall(z.object({}), (_, { db }) => listUsers(db)),
  getCurrentUser: authCall(z.object({}), (_, { db, who }) => ({
    user: briefly(requireUser(db, who.name)),
    is_basic_auth: true,
  })),
  updateUserPassword: authCall(
    z.object({ username: required, password: required, current_password: z.optional(z.string()) }),
    async ({ username, password, current_password }, asking) => {
      const { db, who } = asking
      if (isSelf(asking, username)) await checkCurrent(current_password, password, asking)
      else requireUser(db, username)
      const hash = await checkedHash(password, username)
      await asking.write(() => setPassword(db, username, hash, who.name))
      return {}
    },
  ),
  updateUserAdmin: authCall(z.object({ username: required, is_admin: z.boolean() }), async (input, asking) => {
    const { db, who } = asking
    const { username, is_admin } = input
    await asking.write(() => {
      const { role } = requireUser(db, username)
      // A reader who is no admin stays a reader.
      if (is_admin !== (role === 'admin')) setRole(db, username, is_admin ? 'admin' : 'contributor', who.name)
    })
    return {}
  }),
  deleteUser: authCall(named, async ({ username }, asking) => {
    const { db, who } = asking
    if (isSelf(asking, username))
      throw new ApiError(
        'BAD_REQUEST',
        'Users cannot delete their own account. Ask another admin to delete this user instead.',
      )
    const check = () => void requireUser(db, username)
    const remove = () => {
      check()
      deleteAccount(db, username, who.name)
    }
    await (asking.writeAside('deletePerson', { name: username }, check) ?? asking.write(remove))
    return {}
  }),
}

/**
 * Throws PERMISSION_DENIED unless the caller is whom a call is for. A leaked token must not make accounts and passwords. Who may give
 * levels is
 * checked where the thing is known, in the transaction of the write.
 */
export function checkCaller(needed: AuthWho, { username = '' }: { username?: string }, asking: Asking, method: string) {
  if (needed === 'each' || needed === 'giver') return
  if (needed === 'admin' || !isSelf(asking, username)) checkAdmin(asking.db, asking.who)
  if (method !== 'GET') checkNoToken(asking.who)
}

function checkNoToken({ by }: Asking['who']): void {
  if (by === 'token') throw denied('a name and a password, or a session: a token does not change accounts')
}

/** One's own password takes the current one: in the request, or as what the request was signed in with. */
async function checkCurrent(current: string | undefined, password: string, { who, signIn, address }: Asking) {
  if (!current && who.by !== 'password') throw invalid('Current password is required when changing your own password.')
  if (!current) return
  if (!(await signIn.byPassword(who.name, current, address))) throw invalid('Current password does not match.')
  if (password === current) throw invalid('New password must differ from the current password.')
}

async function checkedHash(password: string, name: string): Promise<string> {
  const problem = await passwordProblem(password, name)
  if (problem) throw invalid(problem)
  return hashPassword(password)
}
