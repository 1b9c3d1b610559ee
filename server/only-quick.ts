import type { Context } from 'hono'

/** Set in a request's environment by code of the server that would rather have no answer than wait for one. */
export const ONLY_QUICK = Symbol('only quick')

/** Whether a read that may take long is to be refused. No client can ask for that. */
export const isOnlyQuick = ({ env }: Context): boolean => ONLY_QUICK in ((env ?? {}) as object)
