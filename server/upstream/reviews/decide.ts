import type { EndpointName } from '#contract/endpoints.ts'
import { ApiError } from '#contract/errors.ts'
import type { Context, RequestContext, Who } from '../../embedded/context.ts'
import type { AnyRoute, AnySlowWrite, AnyWrite } from '../../embedded/routes.ts'
import { modelRoutes } from '../../embedded/routes/models.ts'
import { policyRoutes, slowPolicyWrites } from '../../embedded/routes/policy.ts'
import { reviewRoutes } from '../../embedded/routes/reviews.ts'
import { versionRoutes } from '../../embedded/routes/versions.ts'
import type { Step } from './ask.ts'
import { readFiles } from './evidence.ts'
import { type ModelRoom, settle } from './model-room.ts'
import { findModel, isGone, type ModelRead, readVersions } from './read-model.ts'
import { type Plan, planOfChange, planOfGuarded, reviewStep } from './steps.ts'
import { type GuardedInput, type GuardedName, guardedNames } from './guarded-call.ts'
import { abandon, begin, finish, perform, rehearse, type Rehearsed, underWay } from './under-way.ts'

/** The routes of the embedded backend that decide here too, on what is known of the MLflow server's models. */
const routes: Partial<Record<EndpointName, unknown>> = {
  ...modelRoutes,
  ...versionRoutes,
  ...reviewRoutes,
  ...policyRoutes,
}
const slowWrites: Partial<Record<EndpointName, unknown>> = slowPolicyWrites

const isGuarded = (name: EndpointName): name is GuardedName => (guardedNames as readonly EndpointName[]).includes(name)

/** What answers a call: a value, or the text of the MLflow server's answer to the same call. */
export type Answered = { value: unknown } | { text: string }

/** The part of a context that these routes read. */
export const contextOf = (base: Context, room: ModelRoom): Context => ({
  ...base,
  db: room.db,
  readFiles: (id) => readFiles(room, id),
})

/** Answers a read. */
export async function readRoute(name: EndpointName, input: unknown, context: Context, who: Who): Promise<Answered> {
  return { value: await (routes[name] as AnyRoute)(input, context, { who }) }
}

/**
 * Makes a write: rehearses it on our database, keeps what is under way, asks the MLflow server for what it changes there with
 * the caller's credentials, and then writes it. A crash in between is settled by what the MLflow server says (docs/reviews.md §7).
 */
export async function writeRoute(
  room: ModelRoom,
  name: EndpointName,
  input: object,
  base: Context,
  who: Who,
): Promise<Answered> {
  const context = contextOf(base, room)
  let text: string | undefined
  const write: AnyWrite = async (more) => {
    const rehearsed = await plan(room, name, input, context, { who, ...more })
    if (rehearsed.steps.length > 0) text = await carryOut(room, rehearsed.steps)
    else {
      if (name === 'approveTransitionRequest' || name === 'rejectTransitionRequest')
        await room.ask.text(reviewStep(input as { name: string; version: string }, name))
      await room.db.write(() => perform(room.db, rehearsed.statements))
    }
    return rehearsed.answer
  }
  const slow = slowWrites[name] as AnySlowWrite | undefined
  const value = await (slow ? slow(input, context, write) : write())
  return isGuarded(name) && text !== undefined ? { text } : { value }
}

function plan(room: ModelRoom, name: EndpointName, input: object, context: Context, request: RequestContext) {
  const { db, there } = room
  return db.write((): Rehearsed<unknown> & Plan => {
    const rehearsed = rehearse(db, room, (copy) => (routes[name] as AnyRoute)(input, { ...context, db: copy }, request))
    const created = there.model.creation_timestamp ?? 0
    const planned = isGuarded(name)
      ? planOfGuarded(name, input as GuardedInput, { ...rehearsed, created })
      : planOfChange(room.name, rehearsed)
    if (planned.steps.length > 0)
      begin(db, {
        name: room.name,
        user: request.who.name,
        what: wordsOf(planned),
        version: 'version' in input ? String(input.version) : undefined,
        goal: planned.goal,
        statements: rehearsed.statements,
      })
    return { ...rehearsed, ...planned }
  })
}

/** Asks the MLflow server for each step and then writes what was kept; gives the text of the last answer. */
async function carryOut(room: ModelRoom, steps: readonly Step[]): Promise<string | undefined> {
  const { db, ask, name } = room
  let text: string | undefined
  for (const [at, step] of steps.entries())
    try {
      text = await ask.text(step)
    } catch (error) {
      const isRefused = error instanceof ApiError && error.status >= 400 && error.status < 500
      if (at === 0 && isRefused) {
        await db.write(() => abandon(db, underWay(db, name)!)) // `begin` wrote it
        throw error
      }
      // Something may have been done. If this cannot be read now either, the next call for this model settles it.
      const there = await readAgain(room)
      const isDone = await settle(db, name, there).finally(() => there?.texts.close())
      if (isDone) return undefined
      throw error
    }
  await db.write(() => finish(db, underWay(db, name)!)) // `begin` wrote it
  return text
}

async function readAgain({ ask, db, name }: ModelRoom): Promise<ModelRead | undefined> {
  return (await isGone(ask, name)) ? undefined : readVersions(ask, db, await findModel(ask, name))
}

function wordsOf({ goal, steps }: Plan): string {
  switch (goal.kind) {
    case 'deleted':
      return 'Delete the model'
    case 'renamed':
      return `Rename the model to “${goal.to}”`
    case 'version-deleted':
      return `Delete version ${goal.version}`
    case 'moved':
      return steps
        .map(({ input: { version, stage, alias } }) => {
          if (stage !== undefined) return `Move version ${String(version)} to ${String(stage)}`
          return version === undefined
            ? `Remove @${String(alias)}`
            : `Move @${String(alias)} to version ${String(version)}`
        })
        .join(', ')
  }
}
