import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { readJson, send } from '#contract/client.ts'
import { ApiError } from '#contract/errors.ts'
import { type Me, mePath, serverPath, signInPath, signOutPath } from '#contract/server-info.ts'
import { baseUrl } from '../../base-url.ts'
import { apiFetch } from '../client.ts'
import { prefer } from '../../preferences.ts'
import { inBrowser } from '../../storage.ts'
import { roots } from '../query-keys.ts'
import { serverInfo } from '../server-info.ts'
import { authorization, basic, SIGNED_OUT, signedInAs, signIn, signOut } from './sign-in.ts'

/** Signs in to this server or the MLflow server behind it. Returns as whom; throws an ApiError with a message for the user. */
export const trySignIn = (user: string, password: string): Promise<string> =>
  serverInfo.auth === 'accounts' ? startSession(user, password) : tryCredentials(user, password)

/** Lets the server start a session for an account. */
async function startSession(name: string, password: string): Promise<string> {
  const me = (await postPlain(signInPath, { name, password })) as Me
  prefer({ name: me.name }) // what the app shows as one's own
  signIn()
  return me.name
}

/** Ends the session, and reloads so that nothing read in it stays, nor whose it was. */
export async function endSession(): Promise<void> {
  await postPlain(signOutPath, {})
  prefer({ name: '' })
  if (serverInfo.provider !== undefined) inBrowser.set(SIGNED_OUT, '')
  signOut()
}

/** Sends JSON without the credentials of this tab. */
export const postPlain = async (path: string, body: object) =>
  readJson(
    await send((url, init) => fetch(url, init), `${baseUrl}${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    }),
  )

/** Who is signed in to an account, where there are accounts. */
export const meQuery = queryOptions({
  queryKey: roots.me,
  queryFn: async ({ signal }) => (await readJson(await send(apiFetch, `${baseUrl}${mePath}`, { signal }))) as Me,
  enabled: serverInfo.auth === 'accounts',
})

/** Who signed in last in this page, if anybody. */
export const lastSignedIn = (client: QueryClient): string | undefined =>
  client.getQueryData(meQuery.queryKey)?.name ?? signedInAs()

/** Reads everything again after somebody signed in, in a new page if the last one read it as somebody else. */
export function readAgain(client: QueryClient, last: string | undefined, now: string): void {
  if (last === undefined || last === now) void client.invalidateQueries()
  else window.location.reload()
}

/**
 * Signs in if the MLflow server accepts these credentials; otherwise throws an ApiError with a message for the user.
 */
async function tryCredentials(user: string, password: string): Promise<string> {
  const header = basic(user, password)
  const probe = `${baseUrl}ajax-api/2.0/mlflow/registered-models/search?max_results=1`
  const { status } = await send((url, init) => fetch(url, init), probe, { headers: { Authorization: header } })
  if (status === 401) throw new ApiError('UNAUTHENTICATED', 'Wrong user name or password.')
  if (status >= 500) throw new ApiError('TEMPORARILY_UNAVAILABLE', 'The MLflow server is not responding. Try again.')
  await learn(header)
  signIn(header)
  return user
}

/** Asks again with this tab's credentials, if the page comes from a server that was restarted since the person signed in. */
export async function learnAgain(): Promise<void> {
  const kept = authorization()
  if (kept === undefined || serverInfo.auth !== 'pass-through' || serverInfo.mlflowVersion !== '') return
  await learn(kept).catch(() => undefined) // the page's own calls show that the server is away
}

/** Asks what the MLflow server can do, which it may not have told this server's operator. */
async function learn(Authorization: string): Promise<void> {
  const response = await fetch(`${baseUrl}${serverPath}`, { headers: { Authorization } })
  if (response.ok) Object.assign(serverInfo, await response.json())
}
