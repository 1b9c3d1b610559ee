import type { Context } from 'hono'
import { noteLarge } from './embedded/passing-bytes.ts'
import { admitting } from './embedded/store/admission.ts'
import { incomingFor, isFile, LARGEST, refuseSlowBodies } from './request-body.ts'

/** Bodies of up to so many bytes wait for nobody. */
const SHORT = 64 * 1024
/** Those of up to so many don't wait for longer ones. */
const MEDIUM = 1024 * 1024
/** So many bytes of either kind are read together, and what is longer alone: as values, a body may take many times as much. */
const TOGETHER = 4 * 1024 * 1024
/** As many in front of MLflow: they are passed on as text, and it may take long for each. */
export const PASSED_ON = 16 * 1024 * 1024
/** How often whoever waits looks for bodies that arrive slowly, in ms. */
const LOOK_MS = 1000

type Next = () => Promise<void>

/**
 * Lets requests with a long body in by turns: nothing of it is read before, and it counts until the request is answered. Files, which only
 * pass through, don't wait.
 */
export function largeBodies(basePath = '', together = TOGETHER): (c: Context, next: Next) => Promise<void> {
  const kinds = [
    { least: MEDIUM, most: Infinity, admit: admitting(together) },
    { least: SHORT, most: MEDIUM, admit: admitting(together) },
  ]
  return (c, next) => {
    const size = sizeOf(c, basePath, together)
    const kind = kinds.find(({ least }) => size > least)
    if (!kind) return next()
    const incoming = incomingFor(c)
    const before = incoming?.socket.bytesRead ?? 0
    const left = new AbortController()
    incoming?.once('close', () => left.abort())
    const looking = setInterval(refuseSlowBodies, LOOK_MS, kind)
    const answer = async () => {
      clearInterval(looking)
      try {
        await next()
      } finally {
        // Not what was only announced: to refuse a body unread takes no memory.
        if (kind.least === MEDIUM) noteLarge(incoming ? incoming.socket.bytesRead - before : size)
      }
    }
    return kind.admit({ size, signal: left.signal }, answer).finally(() => clearInterval(looking))
  }
}

/** How many bytes a body has that is read whole; as many as may be read together, if that is not known. */
function sizeOf({ req }: Context, basePath: string, together: number): number {
  const length = req.header('content-length')
  if (length === undefined && req.header('transfer-encoding') === undefined) return 0
  const size = Number(length ?? together)
  return size > LARGEST || isFile(req.path.slice(basePath.length)) ? 0 : size // such a body is refused unread
}
