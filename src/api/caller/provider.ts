import { queryOptions } from '@tanstack/react-query'
import { finishProviderPath, type ProviderStarted, startProviderPath } from '#contract/accounts/provider.ts'
import type { Me } from '#contract/server-info.ts'
import { prefer } from '../../preferences.ts'
import { inBrowser, inTab, nameHere } from '../../storage.ts'
import { roots } from '../query-keys.ts'
import { SIGNED_OUT, signIn } from './sign-in.ts'
import { postPlain } from './try-sign-in.ts'

/** In the tab: the page to go back to, where the provider could not have a window of its own. */
const RETURN = 'modelshelf-return'
/** Tells the other windows of this server who signed in. */
const CHANNEL = nameHere('modelshelf-signed-in')

/**
 * Opens the identity provider in a window of its own, so that what was typed in this one stays; in this one where windows are blocked.
 * Throws an ApiError with a message for the user.
 */
export async function openProvider(): Promise<void> {
  inTab.remove(RETURN) // the new window begins with a copy
  const opened = window.open('', nameHere('modelshelf-sign-in'), 'popup,width=520,height=720')
  try {
    const url = await start()
    if (opened) opened.location.href = url
    else leaveFor(url)
  } catch (error) {
    opened?.close()
    throw error
  }
}

/** Goes to the identity provider in this window, and later back to the page that it left before. */
export const returnToProvider = async (): Promise<void> => window.location.assign(await start())

async function start(): Promise<string> {
  const anew = inBrowser.get(SIGNED_OUT) !== undefined
  return ((await postPlain(startProviderPath, { anew })) as ProviderStarted).url
}

function leaveFor(url: string): void {
  const { pathname, search, hash } = window.location
  inTab.set(RETURN, pathname + search + hash)
  window.location.assign(url)
}

/** Ends a sign-in with what the provider sent back in the URL; then closes this window or goes back, whichever it was opened for. */
export const finishQuery = (query: string) =>
  queryOptions({
    queryKey: [...roots.me, 'provider', query],
    queryFn: async () => {
      window.history.replaceState(null, '', window.location.pathname) // the code is used once
      const me = (await postPlain(finishProviderPath, { query })) as Me
      inBrowser.remove(SIGNED_OUT)
      prefer({ name: me.name })
      const channel = new BroadcastChannel(CHANNEL)
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel stays on its own origin
      channel.postMessage(me.name)
      channel.close()
      const page = inTab.get(RETURN)
      inTab.remove(RETURN)
      // Always on this origin, also for a page such as `//evil.example`.
      if (page === undefined) window.close()
      else window.location.replace(window.location.origin + page)
      return me
    },
    staleTime: Infinity,
    retry: false,
    refetchOnMount: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  })

/** Calls back with the name when somebody has signed in with the provider in another window. Returns what ends that. */
export function onSignedInElsewhere(signedIn: (name: string) => void): () => void {
  const channel = new BroadcastChannel(CHANNEL)
  channel.addEventListener('message', ({ data }: MessageEvent<string>) => {
    prefer({ name: data }) // what the app shows as one's own
    signIn()
    signedIn(data)
  })
  return () => channel.close()
}
