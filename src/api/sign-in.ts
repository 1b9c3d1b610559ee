import { useSyncExternalStore } from 'react'
import { serverInfo } from './server-info.ts'

// Whoever has their own rights on the MLflow server signs in for as long as the tab is open (`--auth pass-through`).
const KEY = 'modelshelf-sign-in'
/** `later`: the person was asked, and put it off. */
export type Asked = 'no' | 'now' | 'later'
let asked: Asked = 'no'
const listeners = new Set<() => void>()

/** The Authorization header that the person signed in with, if they did. */
export function authorization(): string | undefined {
  try {
    return sessionStorage.getItem(KEY) ?? undefined
  } catch {
    return undefined // storage is forbidden
  }
}

export const basic = (user: string, password: string): string => {
  const bytes = new TextEncoder().encode(`${user}:${password}`)
  return `Basic ${btoa(String.fromCodePoint(...bytes))}`
}

/** The name that the person signed in with. */
export function signedInAs(): string | undefined {
  const [, encoded] = /^Basic (.+)$/.exec(authorization() ?? '') ?? []
  if (!encoded) return undefined
  const bytes = Uint8Array.from(atob(encoded), (char) => char.charCodeAt(0))
  return new TextDecoder().decode(bytes).split(':', 1)[0]
}

/** Keeps credentials that were accepted. */
export function signIn(header: string): void {
  sessionStorage.setItem(KEY, header)
  set('no')
}

/** Forgets the credentials, and with the page all that was read with them. */
export function signOut(): void {
  sessionStorage.removeItem(KEY)
  window.location.reload()
}

/** An answer was 401: the person is asked, where it is their credentials that are sent. */
export function wantSignIn(): void {
  if (serverInfo.auth === 'pass-through' && asked === 'no') set('now')
}

export const putOffSignIn = (): void => set('later')
export const askForSignIn = (): void => set('now')

/** Whether the person is to sign in. */
export const useSignInAsked = (): Asked =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => asked,
  )

function set(next: Asked) {
  if (asked === next) return
  asked = next
  listeners.forEach((listener) => listener())
}
