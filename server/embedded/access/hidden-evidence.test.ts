import { expect, test } from 'vitest'
import { createClient } from '#contract/client.ts'
import { noRule } from '#contract/policy/rules.ts'
import { type Caller, openAccounts } from '../../testing/accounts.ts'
import { levels } from '../store/accounts/level-words.ts'
import { setLevel } from '../store/accounts/levels.ts'
import { createVersion } from '../store/registry/create-version.ts'
import { setModelPolicy } from '../store/reviews/policy/policies.ts'

test('whoever may not read a version’s run is told no hash of a rule about its metrics, and of which rules', async () => {
  const { app, db, things, headersOf } = await openAccounts()
  const id = await db.write(() => {
    const { mark, model: name, run, experiment } = things(false, 'admin')
    const { version } = createVersion(db, { name, source: 's3://b/m', run_id: run })
    const measured = { ...noRule('Production'), approvals: 1, metrics: [{ key: `${mark}-metric`, at_most: 3 }] }
    setModelPolicy(db, name, [{ ...noRule('Staging'), approvals: 1 }, measured], 0, 'admin')
    const closed = { kind: 'experiment', id: Number(experiment) } as const
    setLevel(db, closed, { holder: 'account', name: 'reader' }, levels.none, 'admin')
    return { name, version }
  })
  const evidenceFor = (caller: Caller) =>
    createClient('http://localhost/', async (url, init) =>
      app.request(url, { ...init, headers: { ...(init.headers as Record<string, string>), ...headersOf(caller) } }),
    )('getEvidence', id)
  const { approvals, hidden } = await evidenceFor('manager')
  expect(Object.keys(approvals)).toEqual(['Staging', 'Production'])
  expect(hidden).toBeUndefined()
  expect(await evidenceFor('reader')).toMatchObject({
    approvals: { Staging: approvals['Staging'] },
    hidden: ['Production'],
  })
})
