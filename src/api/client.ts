import { type Call, createClient } from '#contract/client.ts'
import { withHint } from './refusals.ts'
import { authorization, wantSignIn } from './sign-in.ts'

/** The folder the app is served from, with a trailing slash: `<base href>` carries the server's base path. */
export const baseUrl = document.baseURI.replace(/[^/]*$/, '')

/** What an MLflow client sets as its tracking URI to reach this server. */
export const trackingUri = baseUrl.replace(/\/$/, '')

/** Fetches from this page's own server, with the credentials the person signed in with. */
export async function apiFetch(url: string, init: RequestInit): Promise<Response> {
  const signed = authorization()
  const headers = { ...(init.headers as Record<string, string> | undefined), ...(signed && { Authorization: signed }) } // we only pass plain objects
  const response = await fetch(url, { ...init, headers })
  if (response.status === 401) wantSignIn()
  return response
}

const bare = createClient(baseUrl, apiFetch)

/** Calls an endpoint of the MLflow API on this page's own server. */
export const call: Call = async (name, input, signal) => {
  try {
    return await bare(name, input, signal)
  } catch (error) {
    throw withHint(error, name, input)
  }
}
