// Below the base path, with accounts and an identity provider (docs/accounts.md §3). Types only.

/** POST begins a sign-in, for which this browser gets a cookie, and answers where to send it. */
export const startProviderPath = 'modelshelf/provider/start'
export type ProviderStarted = { url: string }

/** POST `{query}`: what the provider sent the browser back with, to the page `signed-in`. Starts a session. */
export const finishProviderPath = 'modelshelf/provider/finish'
