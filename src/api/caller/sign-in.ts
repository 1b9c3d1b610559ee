import { dropEarlyAnswers } from './early-calls.ts'
import { create } from 'zustand'
import { forgetPlaces } from '../../places.ts'
import { inTab } from '../../storage.ts'
import { serverInfo } from '../server-info.ts'

// With `--auth pass-through`, users sign in to the MLflow server until the tab closes. With `--auth accounts` the server keeps
// the session, in a cookie that this code can't read.
const KEY = 'modelshelf-sign-in'
/** In the browser: somebody signed out, so that an identity provider must ask for the password again. */
export const SIGNED_OUT = 'modelshelf-signed-out'
/** `later`: the user dismissed the prompt. */
export type Asked = 'no' | 'now' | 'later'
const useStore = create<{ asked: Asked }>(() => ({ asked: 'no' }))

/** The Authorization header the user signed in with, if any. */
export const authorization = (): string | undefined => inTab.get(KEY)

export const basic = (user: string, password: string): string => {
  const bytes = new TextEncoder().encode(`${user}:${password}`)
  return `Basic ${btoa(String.fromCodePoint(...bytes))}`
}

/** The user name of the signed-in user. */
export function signedInAs(): string | undefined {
  const [, encoded] = /^Basic (.+)$/.exec(authorization() ?? '') ?? []
  if (!encoded) return undefined
  const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))
  return new TextDecoder().decode(bytes).split(':', 1)[0]
}

/** Closes the prompt, and stores accepted credentials where the server keeps no session. */
export function signIn(header?: string): void {
  if (header !== undefined) inTab.set(KEY, header)
  dropEarlyAnswers()
  useStore.setState({ asked: 'no' })
}

/** Whether people sign in inside the app. */
export const signsIn = serverInfo.auth === 'pass-through' || (serverInfo.auth === 'accounts' && !serverInfo.isProxied)

/** Forgets the credentials, the pages opened last and, by reloading, everything read with them. */
export function signOut(): void {
  inTab.remove(KEY)
  forgetPlaces()
  window.location.reload()
}

/** Handles a 401: prompts if the user's own credentials are sent. */
export function wantSignIn(): void {
  if (signsIn && useStore.getState().asked === 'no') askForSignIn()
}

export const putOffSignIn = (): void => useStore.setState({ asked: 'later' })
export const askForSignIn = (): void => useStore.setState({ asked: 'now' })

/** Whether to prompt for sign-in. */
export const useSignInAsked = (): Asked => useStore(({ asked }) => asked)
