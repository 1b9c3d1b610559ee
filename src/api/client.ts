import { type Call, createClient } from '#contract/client.ts'
import { NAME_HEADER } from '#contract/review-paths.ts'
import { baseUrl } from '../base-url.ts'
import { asTold } from './refusals.ts'
import { callHeaders } from './caller/call-headers.ts'
import { personName } from './caller/person-name.ts'
import { wantSignIn } from './caller/sign-in.ts'
import { earlyAnswer } from './caller/early-calls.ts'
import { isSignInPage, signedOut } from './caller/signed-out.ts'

/** The tracking URI that reaches this server. */
export const trackingUri = baseUrl.replace(/\/$/, '')

/** Fetches from this page's server, with the user's credentials. Throws ApiError if a proxy in front wants a sign-in. */
export async function apiFetch(url: string, init: RequestInit): Promise<Response> {
  const name = personName()
  const headers = {
    ...(init.headers as Record<string, string> | undefined), // callers pass plain objects only
    ...callHeaders(),
    ...(name && { [NAME_HEADER]: encodeURIComponent(name) }),
  }
  const early = await earlyAnswer(url.slice(baseUrl.length), init)
  const response = early ?? (await fetch(url, { ...init, headers, redirect: 'manual' }))
  const { type, status } = response
  const contentType = response.headers.get('Content-Type')
  if (isSignInPage({ type, status, url, contentType, isFile: response.headers.has('Content-Disposition') }))
    throw signedOut()
  if (status === 401) wantSignIn()
  return response
}

const bare = createClient(baseUrl, apiFetch)

/** Calls an endpoint of the MLflow API on this page's server. */
export const call: Call = async (name, input, signal) => {
  try {
    return await bare(name, input, signal)
  } catch (error) {
    throw asTold(error)
  }
}
