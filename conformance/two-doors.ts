import { mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Call } from '#contract/client.ts'
import { ApiError } from '#contract/errors.ts'
import { openFakeUpstream } from '../testbed/fake-upstream.ts'
import { freePort } from '../scripts/free-port.ts'
import type { Mlflow } from '../testbed/mlflow.ts'
import { type Server, startServer } from '../testbed/server.ts'
import { activitiesOf, as, inbox, newModel } from './reviews.ts'

type There = () => { mlflow: Mlflow; direct: Call; folder: string }

/** docs/reviews.md §8: the tests of two front doors, one of which keeps the reviews of both. */
export function testTwoDoors(there: There) {
  test('two front doors race on requests, decisions and moves; the keeper is killed, and nothing is lost or doubled', async () => {
    const { mlflow, direct, folder } = there()
    const name = await newModel(direct, 'two doors', 4)
    const tell = { killAt: '' }
    let keeper: Server
    const between = await openFakeUpstream(mlflow.url, () => undefined, {
      hold: ({ path }) => (tell.killAt && path.endsWith(tell.killAt) ? keeper.kill() : undefined),
    })
    const doors = await openDoors(between.url, mkdtempSync(join(folder, 'doors-')))
    keeper = doors.keeper
    const at = (n: number) => [doors.door, keeper][n % 2]!
    const people = Array.from({ length: 6 }, (_, n) => n)

    for (let round = 1; round <= 2; round++) {
      const asked = { name, version: String(round), stage: 'Staging' }
      const requests = await Promise.all(people.map((n) => as(at(n), 'ines')('createTransitionRequest', asked)))
      expect(new Set(requests.map(({ request }) => request.id)).size).toBe(1)
      const decisions = await Promise.allSettled(
        people.map((n) => {
          const decide = as(at(n), `p${n}`)
          return decide((n >> 1) % 2 === 0 ? 'approveTransitionRequest' : 'rejectTransitionRequest', asked)
        }),
      )
      const winner = decisions.findIndex(({ status }) => status === 'fulfilled')
      const lost = decisions.flatMap((it) => (it.status === 'rejected' ? [it.reason as unknown] : []))
      expect(lost).toEqual(
        Array.from({ length: 5 }, () =>
          expect.objectContaining({
            status: 409,
            message: expect.stringMatching(new RegExp(`(approved|rejected) by p${winner} at \\d{4}-`)) as string,
          }),
        ),
      )
    }

    await Promise.all(
      ['1', '2', '3', '4'].map((version, n) =>
        as(at(n), `p${n}`)('transitionStage', {
          name,
          version,
          stage: 'Production',
          archive_existing_versions: true,
        }),
      ),
    )
    const { model_versions = [] } = await direct('searchVersions', { filter: `name = '${name}'` })
    expect(model_versions.map(({ current_stage }) => current_stage).toSorted()).toEqual([
      'Archived',
      'Archived',
      'Archived',
      'Production',
    ])

    // The keeper ends after MLflow has moved the version and before it says so.
    const move = { name, version: '1', stage: 'Staging' }
    await as(doors.door, 'ines')('createTransitionRequest', move)
    tell.killAt = 'transition-stage'
    await expect(as(doors.door, 'mira')('approveTransitionRequest', move)).rejects.toBeInstanceOf(ApiError)
    tell.killAt = ''
    const before = await as(doors.door, 'mira')('getVersion', move)
    expect(before.model_version.current_stage).toBe('Staging')
    // This write waits for the keeper, as do MLflow's clients.
    const waiting = repeated(() => as(doors.door, 'omar')('setAlias', { name, version: '1', alias: 'next' }))
    keeper = await doors.openKeeper()
    await waiting
    const events = await activitiesOf(doors.door, name, '1')
    expect(events.slice(0, 4).map(({ activity_type, user_id }) => `${activity_type} ${user_id}`)).toEqual([
      'ALIAS_MOVED omar',
      'SYSTEM_TRANSITION mira',
      'APPROVED_REQUEST mira',
      'REQUESTED_TRANSITION ines',
    ])
    expect((await inbox(doors.door)).filter((open) => open.name === name)).toEqual([])
    await Promise.all([doors.door.stop(), keeper.stop()])
    await between.close()
  })
}

/** A server that keeps reviews, and one that sends them to it. Both believe the names of a proxy on this machine. */
async function openDoors(mlflow: string, folder: string) {
  const key = join(folder, 'key')
  writeFileSync(key, 'of both front doors, for tests: 5b8e6d10fa\n')
  const env = {
    MLFLOW_TRACKING_URI: mlflow,
    MODELSHELF_TRUST_PROXY: 'loopback',
    MODELSHELF_USER_HEADER: 'x-user',
    MODELSHELF_REVIEWS_KEY_FILE: key,
  }
  const port = await freePort()
  const openKeeper = () => startServer(join(folder, 'keeper'), env, port)
  const keeper = await openKeeper()
  return {
    keeper,
    openKeeper,
    door: await startServer(join(folder, 'door'), { ...env, MODELSHELF_REVIEWS_AT: keeper.url }),
  }
}

/** Repeats a call after 429, as MLflow's clients do. */
async function repeated<T>(call: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await call()
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 429) throw error
      await delay(100)
    }
}
