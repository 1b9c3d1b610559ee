import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context as HonoContext } from 'hono'
import { ApiError } from '#contract/errors.ts'

/** In this header, another front door (`--reviews-at`) says who asks it, and proves that it may say so. */
const DOOR_HEADER = 'x-modelshelf-door'

/** What front doors have in common: they stand in front of the same MLflow server, with the same kind of sign-in. */
export type Doors = { key: string; auth: 'operator' | 'pass-through'; registry: string }

/** Who asks another front door. */
export type Visitor = { name: string; verified: boolean }

/** The header for a request of `visitor`. */
export const doorHeaders = (doors: Doors, { name, verified }: Visitor): Record<string, string> => ({
  [DOOR_HEADER]: encodeURIComponent(JSON.stringify({ ...doors, name, verified })),
})

/** Finds out who asks another front door; undefined for a request that comes from none. Throws ApiError if it may not say so. */
export type VisitorOf = (c: HonoContext) => Visitor | undefined

/** Makes the reader for the server that keeps the reviews; without `doors`, for one that keeps none for others. */
export function visitorsOf(doors: Doors | undefined): VisitorOf {
  return (c) => {
    const header = c.req.header(DOOR_HEADER)
    if (header === undefined) return undefined
    if (!doors) throw refused('This server keeps no reviews for others: --reviews-at must name one that does.')
    const said = read(header)
    if (!said || !isEqual(said.key, doors.key))
      throw refused('The key of --reviews-key-file is not the one of the server that keeps the reviews.')
    if (said.auth !== doors.auth)
      throw refused(`The server that keeps the reviews runs with --auth ${doors.auth}, this one with ${said.auth}.`)
    if (said.registry !== doors.registry)
      throw refused(`The server that keeps the reviews is in front of another MLflow server than ${said.registry}.`)
    return { name: said.name, verified: said.verified }
  }
}

/** With this code, the app does not take the whole server for unreachable. */
export const reviewsUnavailable = (message: string, status: 429 | 503): ApiError =>
  new ApiError('REVIEWS_UNAVAILABLE', message, status)

const refused = (message: string) => new ApiError('PERMISSION_DENIED', message)

type Said = Doors & Visitor

function read(header: string): Said | undefined {
  try {
    const said = JSON.parse(decodeURIComponent(header)) as Partial<Record<keyof Said, unknown>> | null
    const { key, auth, registry, name, verified } = said ?? {}
    if ([key, auth, registry, name].some((it) => typeof it !== 'string')) return undefined
    return { key, auth, registry, name, verified: verified === true } as Said // checked one line above
  } catch {
    return undefined // not written by doorHeaders
  }
}

/** In a time that tells nothing of the key. */
function isEqual(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) => createHash('sha256').update(text).digest())
  return timingSafeEqual(one!, other!)
}
