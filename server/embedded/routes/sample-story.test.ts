import { expect, test } from 'vitest'
import { type Inbox, requestsPath } from '#contract/review-paths.ts'
import { openSampleApp } from '../../testing/sample.ts'
import { findLog } from '../store/reviews/log.ts'
import { eventsOf } from '../../testing/events-of.ts'
import { story } from '../store/sample/sample-story.ts'

// The logs of the sample project must lead to the stages, aliases and policies that its rows say.

const names = Object.keys(story)

test.each(names)('the log of %s leads to where its versions are', async (name) => {
  const { call, load, db } = openSampleApp()
  await load()
  const events = eventsOf(db, findLog(db, name))
  const stages = new Map<string, string>()
  const aliases = new Map<string, string | undefined>()
  for (const event of events) {
    if (event.kind === 'registered') stages.set(event.version, 'None')
    if (event.kind === 'moved') {
      expect([event.version, stages.get(event.version)]).toEqual([event.version, event.from_stage])
      stages.set(event.version, event.to_stage)
    }
    if (event.kind === 'alias-moved') {
      expect([event.alias, aliases.get(event.alias)]).toEqual([event.alias, event.from])
      aliases.set(event.alias, event.version)
    }
    // What caused an event, or was decided, came before and is about the same move.
    const before = 'cause' in event ? event.cause : 'request' in event ? event.request : undefined
    if (before !== undefined) expect(events[before - 1]?.kind).toMatch(/^(moved|approved|requested)$/)
  }
  for (const [version, stage] of stages)
    expect((await call('getVersion', { name, version })).model_version.current_stage).toBe(stage)
  const { registered_model } = await call('getModel', { name })
  expect(Object.fromEntries(aliases)).toEqual(
    Object.fromEntries((registered_model.aliases ?? []).map(({ alias, version }) => [alias, version])),
  )
  expect(events.map(({ time }) => time)).toEqual(events.map(({ time }) => time).toSorted((a, b) => a - b))
  expect(events.at(-1)?.time).toBeLessThan(Date.now())
})

test('the sample has open requests and a policy, which go with it', async () => {
  const { app, call, load, db, remove } = openSampleApp()
  await load()
  const inbox = async () => ((await (await app.request(`/${requestsPath}`)).json()) as Inbox).requests
  expect((await inbox()).map(({ name, version }) => `${name} ${version}`)).toEqual([
    'trip-duration 3',
    'station-demand 5',
  ])
  const leaving = { name: 'bike-fault-risk', version: '2', stage: 'None' }
  await expect(call('transitionStage', leaving)).rejects.toMatchObject({ code: 'RESOURCE_CONFLICT' })
  await remove()
  expect(await inbox()).toEqual([])
  for (const table of ['policies', 'open_requests', 'review_events'])
    expect([table, db.all(`SELECT * FROM ${table}`)]).toEqual([table, []])
})
