import { createClient } from '#contract/client.ts'

/** The folder the app is served from, with a trailing slash: `<base href>` carries the server's base path. */
export const baseUrl = document.baseURI.replace(/[^/]*$/, '')

/** What an MLflow client sets as its tracking URI to reach this server. */
export const trackingUri = baseUrl.replace(/\/$/, '')

/** Calls an endpoint of the MLflow API on this page's own server. */
export const call = createClient(baseUrl, (url, init) => fetch(url, init))
