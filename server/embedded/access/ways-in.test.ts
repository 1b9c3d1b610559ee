import { beforeAll, expect, test } from 'vitest'
import { hashPassword } from '../store/accounts/passwords.ts'
import { findAccount, setPassword } from '../store/accounts/accounts.ts'
import { startSession } from '../store/accounts/sessions.ts'
import { openAccounts, people, type Person, type Things, type World } from '../../testing/accounts.ts'

// Rights belong to the account, whatever a request shows for itself: rights.test.ts asks everything with a token as Bearer.

const PASSWORD = 'a long enough sentence'
let world: World
let open: Things
let closed: Things
const sessions = new Map<Person, string>()
beforeAll(async () => {
  world = await openAccounts()
  const hash = await hashPassword(PASSWORD)
  await world.db.write(() => {
    open = world.things(false, 'admin')
    closed = world.things(true, 'admin')
    for (const name of people) {
      setPassword(world.db, name, hash, 'test')
      sessions.set(name, startSession(world.db, findAccount(world.db, name)!.id, ''))
    }
  })
})

const basic = (name: string, secret: string) => `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`
const bearer = (person: Person) => world.headersOf(person)['Authorization'] ?? ''
const ways: [string, (person: Person) => Record<string, string>][] = [
  ['a session', (person) => ({ Cookie: `session=${sessions.get(person)}` })],
  ['a name and password', (person) => ({ Authorization: basic(person, PASSWORD) })],
  ['a name and token', (person) => ({ Authorization: basic(person, bearer(person).slice('Bearer '.length)) })],
]

/** Reads and refused writes of each kind: of lists, models, files, experiments, levels and what is an admin's. Nothing is changed. */
const asked = ({ model, experiment, run, comment }: Things): [string, string, object?][] => [
  ['GET', `/api/2.0/mlflow/registered-models/get?name=${model}`],
  ['GET', `/api/2.0/mlflow/registered-models/search?filter=${encodeURIComponent(`name = '${model}'`)}`],
  ['GET', `/modelshelf/activities?name=${model}`],
  ['GET', `/modelshelf/access?model=${model}`],
  ['GET', `/api/2.0/mlflow/runs/get?run_id=${run}`],
  ['GET', `/api/2.0/mlflow/artifacts/list?run_id=${run}`],
  ['GET', `/modelshelf/shared-links?model=${model}`],
  ['GET', '/api/2.0/mlflow/users/list'],
  // Each is refused for whoever may do it, too, because something in it is wrong.
  ['POST', '/api/2.0/mlflow/registered-models/rename', { name: model, new_name: '' }],
  ['POST', '/api/2.0/mlflow/experiments/update', { experiment_id: experiment, new_name: '' }],
  ['POST', '/api/2.0/mlflow/runs/log-metric', { run_id: run, key: '', value: 1, timestamp: 1 }],
  ['PATCH', '/api/2.0/mlflow/comments/update', { id: comment, comment: '' }],
  ['POST', '/modelshelf/access', { model, holder: 'account', name: 'no such', level: 'CAN_READ' }],
]

async function answers(headers: Record<string, string>, on: Things) {
  const all = []
  for (const [method, path, body] of asked(on)) {
    const init = { method, headers: { ...headers, 'Content-Type': 'application/json' } }
    const answer = await world.app.request(path, { ...init, ...(body && { body: JSON.stringify(body) }) })
    all.push([method, path, answer.status, await answer.text()])
  }
  return all
}

test.each(people)('a %s may do the same with a session, a password, and a token as password', async (person) => {
  for (const on of [open, closed]) {
    const expected = await answers({ Authorization: bearer(person) }, on)
    if (on === open)
      expect(expected[0]).toEqual([expect.any(String), expect.any(String), 200, expect.stringContaining(on.mark)])
    for (const [way, headers] of ways) expect([way, await answers(headers(person), on)]).toEqual([way, expected])
  }
})
