/** Below the base path, ours, open to all. POST `{link}` says what a one-time link is for (docs/accounts.md §3). */
export const linkPath = 'modelshelf/link'
/** POST `{link, password, name?}` uses the link up: it sets the password and signs in. `name`: of the first administrator. */
export const acceptLinkPath = 'modelshelf/link/accept'

/** What a link is for: to create the first account, to join as an invited account, or to choose a new password. */
export type LinkInfo = { kind: 'first-admin' } | { kind: 'invitation' | 'password'; name: string }
