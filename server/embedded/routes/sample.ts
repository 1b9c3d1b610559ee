import type { Context as HonoContext, Hono } from 'hono'
import { samplePath } from '#contract/sample.ts'
import type { Door } from '../access/door.ts'
import { checkAdmin } from '../access/permit.ts'
import { readBody } from '../body.ts'
import type { Context } from '../context.ts'
import { loadSample, removeSample, sampleState, settleSample } from '../store/sample/sample.ts'

const path = `/${samplePath}`
const BODY_BYTES = 1024

/**
 * Adds the route of the sample project, which MLflow does not have and only admins may load or remove. One change at a time; completes what
 * a kill interrupted.
 */
export function mountSample(app: Hono, { db, artifacts }: Context, door: Door): void {
  const stores = { db, artifacts }
  let isClosing = false
  db.beforeClose(() => {
    isClosing = true
  })
  // The next load tries again, or the next start.
  let last: Promise<unknown> = settleSample(stores).catch((error: unknown) => isClosing || console.error(error))
  const inTurn = <T>(change: () => Promise<T>): Promise<T> => {
    const next = last.then(change)
    last = next.catch(() => undefined) // its own caller gets the error
    return next
  }

  /** Checks who asks before anything slow, and again when it is their turn. */
  const answer = async <T extends object>(c: HonoContext, change: () => Promise<T>) => {
    checkAdmin(db, door.whoOf(c))
    await readBody(c.req.raw, BODY_BYTES)
    return c.json(
      await inTurn(() => {
        door.again(c)
        checkAdmin(db, door.whoOf(c))
        return change()
      }),
    )
  }

  app.get(path, (c) => c.json(sampleState(db)))
  app.post(path, (c) => answer(c, () => loadSample(stores)))
  app.delete(path, (c) => answer(c, () => removeSample(stores)))
}
