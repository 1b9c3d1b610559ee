import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type AliasTarget, isAliasTarget } from '#contract/policy/alias-target.ts'
import { ApiError } from '#contract/errors.ts'
import { type Activities, activitiesPath, type Inbox, requestsPath } from '#contract/review-paths.ts'
import { isActive, stages } from '#contract/stages.ts'
import type { Stage } from '#contract/versions.ts'
import { clientOf, openTestApp } from '../../testing/app.ts'

// Random walks of moves, requests, decisions, aliases and comments. A model of a few lines says what the history must tell.

const people = ['ines', 'mira'] as const
const count = 3
const who = fc.constantFrom(...people)
const version = fc.integer({ min: 1, max: count }).map(String)
const stage = fc.constantFrom(...stages)
const alias = fc.constantFrom('a', 'b')
/** What one can ask for. */
const to = fc.constantFrom<(Stage | AliasTarget)[]>(...stages, '@a', '@b')

const step = fc.oneof(
  fc.record({ do: fc.constant('move' as const), who, version, stage, archive: fc.boolean() }),
  fc.record({ do: fc.constant('request' as const), who, version, stage: to }),
  fc.record({
    do: fc.constantFrom('approve' as const, 'reject' as const),
    who,
    version,
    stage: to,
    archive: fc.boolean(),
  }),
  fc.record({ do: fc.constant('withdraw' as const), who, version, stage: to }),
  fc.record({ do: fc.constantFrom('alias' as const, 'no alias' as const), who, alias, version }),
  fc.record({ do: fc.constantFrom('comment' as const, 'no comment' as const), who, version }),
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What each step does; returns whether the server must accept it. */
function reference() {
  const at = new Map<string, Stage>()
  const aliases = new Map<string, string>()
  let open: { version: string; from: Stage; to: Stage | AliasTarget; who: string }[] = []
  const told: string[] = []
  const tell = (...words: (string | undefined)[]) => void told.push(words.join(' '))

  /** Moves a version and what it archives: the first move is what somebody did, or follows from an approval. */
  function move(who: string, version: string, to: Stage, archive: boolean, isCaused: boolean) {
    const go = (one: string, where: Stage, type: string) => {
      if (at.get(one) === where) return false
      at.set(one, where)
      tell(type, who, one, where)
      open = open.filter((it) => it.version !== one || it.to !== where)
      return true
    }
    const word = isCaused ? 'SYSTEM_TRANSITION' : 'APPLIED_TRANSITION'
    const hasMoved = go(version, to, word)
    const others = [...at].filter(([one, where]) => archive && one !== version && where === to)
    for (const [one] of others) go(one, 'Archived', hasMoved ? 'SYSTEM_TRANSITION' : word)
  }

  function give(who: string, version: string, alias: string) {
    if (aliases.get(alias) !== version) tell('ALIAS_MOVED', who, version, undefined)
    aliases.set(alias, version)
    open = open.filter((it) => it.version !== version || it.to !== `@${alias}`)
  }

  function accepts(it: Step): boolean {
    switch (it.do) {
      case 'move':
        if (it.archive && !isActive(it.stage)) return false
        move(it.who, it.version, it.stage, it.archive, false)
        return true
      case 'request': {
        const from = at.get(it.version) ?? 'None'
        if (isAliasTarget(it.stage) ? aliases.get(it.stage.slice(1)) === it.version : from === it.stage) return false
        if (open.some((one) => one.version === it.version && one.to === it.stage && one.who === it.who)) return true
        open.push({ version: it.version, from, to: it.stage, who: it.who })
        tell('REQUESTED_TRANSITION', it.who, it.version, it.stage)
        return true
      }
      case 'approve':
      case 'reject': {
        const request = open.find((one) => one.version === it.version && one.to === it.stage)
        if (!request) return false
        if (it.do === 'reject') {
          open = open.filter((one) => one !== request)
          tell('REJECTED_REQUEST', it.who, it.version, it.stage)
          return true
        }
        if (it.archive && !isActive(it.stage)) return false
        if (!isAliasTarget(it.stage) && at.get(it.version) !== request.from) return false
        tell('APPROVED_REQUEST', it.who, it.version, it.stage)
        if (isAliasTarget(it.stage)) give(it.who, it.version, it.stage.slice(1))
        else move(it.who, it.version, it.stage, it.archive, true)
        return true
      }
      case 'withdraw': {
        const own = open.find((one) => one.version === it.version && one.to === it.stage && one.who === it.who)
        if (!own) return false
        open = open.filter((one) => one !== own)
        tell('CANCELLED_REQUEST', it.who, it.version, it.stage)
        return true
      }
      case 'alias':
        give(it.who, it.version, it.alias)
        return true
      case 'no alias':
        if (aliases.delete(it.alias)) tell('ALIAS_MOVED', it.who, undefined, undefined)
        return true
      case 'comment':
        tell('NEW_COMMENT', it.who, it.version, undefined)
        return true
      case 'no comment': {
        const last = told.lastIndexOf(['NEW_COMMENT', it.who, it.version, undefined].join(' '))
        if (last < 0) return false
        told.splice(last, 1)
        return true
      }
    }
  }
  return {
    at,
    told,
    accepts,
    register(version: string) {
      at.set(version, 'None')
      tell('REGISTERED', 'unknown', version, undefined)
    },
    open: () => open.map(({ version, to, who }) => [version, to, who].join(' ')),
  }
}

test('after 200 random walks, history, requests and stages are what a simple model says', async () => {
  const { app, call } = openTestApp()
  const as = { ines: clientOf(app, 'ines'), mira: clientOf(app, 'mira') }
  const get = async <T>(path: string) => (await (await app.request(`/${path}`)).json()) as T
  const historyOf = async (name: string) =>
    (await get<Activities>(`${activitiesPath}?${new URLSearchParams({ name })}`)).activities.toReversed()

  const carryOut = async (name: string, it: Step, comments: { who: string; version: string; id: string }[]) => {
    const call = as[it.who]
    const id = { name, version: it.version }
    switch (it.do) {
      case 'move':
        return call('transitionStage', { ...id, stage: it.stage, archive_existing_versions: it.archive })
      case 'request':
        return call('createTransitionRequest', { ...id, stage: it.stage })
      case 'approve':
        return call('approveTransitionRequest', { ...id, stage: it.stage, archive_existing_versions: it.archive })
      case 'reject':
        return call('rejectTransitionRequest', { ...id, stage: it.stage })
      case 'withdraw':
        return call('deleteTransitionRequest', { ...id, stage: it.stage, creator: it.who })
      case 'alias':
        return call('setAlias', { ...id, alias: it.alias })
      case 'no alias':
        return call('deleteAlias', { name, alias: it.alias })
      case 'comment': {
        const { comment } = await call('createComment', { ...id, comment: 'x' })
        return comments.push({ who: it.who, version: it.version, id: comment.id })
      }
      case 'no comment': {
        const last = comments.findLastIndex((one) => one.who === it.who && one.version === it.version)
        const [gone] = last < 0 ? [] : comments.splice(last, 1)
        return call('deleteComment', { id: gone?.id ?? '1.999999' })
      }
    }
  }

  let walks = 0
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 20 }), async (steps) => {
      const name = `walk ${++walks}`
      const expected = reference()
      await call('createModel', { name })
      for (let version = 1; version <= count; version++) {
        await call('createVersion', { name, source: 's3://bucket/model' })
        expected.register(String(version))
      }
      const comments: { who: string; version: string; id: string }[] = []
      for (const it of steps) {
        const error: unknown = await carryOut(name, it, comments).then(
          () => undefined,
          (thrown: unknown) => thrown,
        )
        expect([error instanceof ApiError || error === undefined, error === undefined], JSON.stringify(it)).toEqual([
          true,
          expected.accepts(it),
        ])
      }
      const history = (await historyOf(name)).filter(({ activity_type }) => activity_type !== 'CREATED')
      expect(history.map((it) => [it.activity_type, it.user_id, it.version, it.to_stage].join(' '))).toEqual(
        expected.told,
      )
      const { requests } = await get<Inbox>(requestsPath)
      expect(
        requests.flatMap((it) => (it.name === name ? [[it.version, it.to_stage, it.user_id].join(' ')] : [])),
      ).toEqual(expected.open())
      for (const [version, stage] of expected.at)
        expect((await call('getVersion', { name, version })).model_version.current_stage).toBe(stage)
    }),
    { numRuns: 200 },
  )
})
