import { beforeAll, describe, expect, test } from 'vitest'
import { type AccountCallName, accountCalls } from '#contract/accounts/account-calls.ts'
import { type AuthCallName, authCalls } from '#contract/accounts/mlflow-auth.ts'
import { calls } from '#contract/calls.ts'
import { createClient } from '#contract/client.ts'
import type { EndpointName } from '#contract/endpoints.ts'
import { ApiError } from '#contract/errors.ts'
import { findAccount } from '../store/accounts/accounts.ts'
import { startSession } from '../store/accounts/sessions.ts'
import {
  type Caller,
  machine,
  nobodies,
  openAccounts,
  people,
  type Person,
  scoped,
  type Things,
  type World,
} from '../../testing/accounts.ts'
import { accountRequests, forAdmins, forAll, paths, userRequests } from '../../testing/rights-paths.ts'
import { moreRequests, requests, rows } from '../../testing/rights-table.ts'

let world: World
beforeAll(async () => {
  world = await openAccounts()
})

const callers: readonly Caller[] = [...people, machine, ...scoped, ...nobodies]
const signedIn: readonly Caller[] = [...people, machine, ...scoped]
const isNobody = (caller: Caller) => (nobodies as readonly string[]).includes(caller)
const isScoped = (caller: Caller) => (scoped as readonly string[]).includes(caller)

/** What the table says of one request. `hidden`: answered as if the thing did not exist. */
function expected(row: keyof typeof rows, caller: Caller, closed: boolean): 'passes' | '401' | '403' | 'hidden' {
  const may = rows[row]
  if (isNobody(caller)) return '401'
  if (caller === 'scope read') return may.read ? 'passes' : '403'
  if (caller === 'scope log') return may.log ? 'passes' : '403'
  if (caller === 'scope import') return may.import ? 'passes' : '403'
  if (closed && (caller === 'reader' || caller === 'contributor')) return 'hidden'
  return may[caller as Person | typeof machine] ? 'passes' : '403'
}

/** Whose things a caller asks about: its own, or the admin's. */
const nameOf = (caller: Caller) => (isScoped(caller) || isNobody(caller) ? 'admin' : caller)
const make = (closed: boolean, caller: Caller) => world.db.write(() => world.things(closed, nameOf(caller)))

/** Things for one caller after the other: new ones for another owner, and once a request about the last has passed. */
function inTurn(closed: boolean) {
  let last: { owner: string; on: Things } | undefined
  return {
    async for(caller: Caller): Promise<Things> {
      const owner = nameOf(caller)
      if (last?.owner !== owner) last = { owner, on: await make(closed, caller) }
      return last.on
    },
    spend: () => (last = undefined),
  }
}
const clientOf = (caller: Caller) =>
  createClient('http://localhost/', async (url, init) =>
    world.app.request(url, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...world.headersOf(caller) },
    }),
  )

function verdictOf(status: number, message: string): string {
  if (status < 400) return 'passes'
  if (status === 404) return 'hidden'
  return status === 401 || status === 403 ? String(status) : `${status} ${message}`
}

const all = [...(Object.entries(requests) as typeof moreRequests), ...moreRequests]

describe.each([
  ['open', false],
  ['closed', true],
])('on %s things', (_word, closed) => {
  // Lists of everything take longer the more there is, so each kind has a world of its own, and they come first.
  beforeAll(async () => {
    world = await openAccounts()
  })

  test.each(Object.entries(paths))('%s', async (name, { row, path, body, lists, passes = 200 }) => {
    const things = inTurn(closed)
    for (const caller of callers) {
      const on = await things.for(caller)
      const places = [`${on.experiment}/${on.run}/artifacts`, `${on.experiment}/models/${on.loggedModel}/artifacts`]
      for (const place of places)
        await world.app.request(`/api/2.0/mlflow-artifacts/artifacts/${place}/f`, {
          method: 'PUT',
          body: on.mark,
          headers: world.headersOf('admin'),
        })
      const { status, text } = await ask(caller, name.split(' ')[0]!, path(on), body?.(on))
      const verdict = status === passes ? 'passes' : verdictOf(status, text)
      if (verdict === 'passes') things.spend()
      const left = lists && status === 200 && !/"path":"f"/.test(text) && !text.includes(on.mark)
      expect([caller, left ? 'hidden' : verdict]).toEqual([caller, expected(row, caller, closed)])
    }
  })

  test.each(all.map(([name, request]) => ({ name, row: request.row, request })))(
    '$name is for those who may $row',
    async ({ name, row, request }) => {
      const things = inTurn(closed)
      for (const caller of closed ? signedIn : callers) {
        if (name === 'restoreExperiment') things.spend() // it is deleted below, which can't be done twice
        const on = await things.for(caller)
        if (name === 'restoreExperiment') await clientOf('admin')('deleteExperiment', { experiment_id: on.experiment })
        const answer = await clientOf(caller)(name, request.input(on, nameOf(caller)) as never).then(
          (found) => ({ status: 200, message: '', found: JSON.stringify(found).includes(on.mark) }),
          ({ status, message }: ApiError) => ({ status, message, found: false }),
        )
        const verdict = verdictOf(answer.status, answer.message)
        const wanted = expected(row, caller, closed && !request.makes)
        if (verdict === 'passes') things.spend()
        const isShown = request.lists && verdict === 'passes'
        expect([caller, isShown && !answer.found ? 'hidden' : verdict]).toEqual([caller, wanted])
      }
    },
  )
})

async function ask(caller: Caller, method: string, path: string, body?: string) {
  const type = path.includes('upload-artifact') ? 'application/octet-stream' : 'application/json'
  const response = await world.app.request(path, {
    method,
    ...(body !== undefined && { body }),
    headers: { ...world.headersOf(caller), ...(body !== undefined && { 'Content-Type': type }) },
  })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

test.each(Object.entries(forAll))('%s is the same for all who are signed in', async (name, { path, status }) => {
  const [method = ''] = name.split(' ')
  const body = method === 'POST' ? JSON.stringify({ path: 'f', num_parts: 1, upload_id: 'u', parts: [] }) : undefined
  for (const caller of callers)
    expect([caller, (await ask(caller, method, path, body)).status]).toEqual([caller, isNobody(caller) ? 401 : status])
})

test.each(forAdmins)('%s is for admins', async (name) => {
  const [method = '', path = ''] = name.split(' ')
  const body = method === 'GET' ? undefined : '{}'
  for (const caller of callers.filter((caller) => caller !== 'admin'))
    expect([caller, (await ask(caller, method, path, body)).status]).toEqual([caller, isNobody(caller) ? 401 : 403])
  expect((await ask('admin', method, path, body)).status).toBe(200)
})

describe.each(Object.entries(accountRequests))('%s', (name, { who, input, passes = 200 }) => {
  const { method, path } = accountCalls[name as AccountCallName]
  const send = async (headers: Record<string, string>) => {
    const values = input?.() ?? {}
    const query = method === 'GET' ? `?${new URLSearchParams(values as Record<string, string>)}` : ''
    const body = method === 'POST' ? JSON.stringify(values) : undefined
    const answer = await world.app.request(`/${path}${query}`, {
      method,
      headers: { ...headers, 'Content-Type': 'application/json' },
      ...(body !== undefined && { body }),
    })
    return answer.status
  }

  test(`is for ${who} with a session`, async () => {
    for (const person of people) {
      const { id } = findAccount(world.db, person)!
      const session = await world.db.write(() => startSession(world.db, id, ''))
      const may = who === 'each person' || person === 'admin'
      expect([person, await send({ Cookie: `session=${session}` })]).toEqual([person, may ? passes : 403])
    }
  })

  test('is not for tokens, but that of an admin may list', async () => {
    for (const caller of callers) {
      const may = caller === 'admin' && who === 'admins' && method === 'GET'
      const refused = isNobody(caller) ? 401 : 403
      expect([caller, await send(world.headersOf(caller))]).toEqual([caller, may ? passes : refused])
    }
  })
})

test('no registered path is missing above, and each asks nobodies to sign in', async () => {
  const registered = new Map(
    world.app.routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => [`${method} ${path}`, { method, path }]),
  )
  expect(registered.size).toBeGreaterThan(300)
  const own = (Object.keys(calls) as EndpointName[]).flatMap((name) =>
    calls[name].methods.map((method) => `${method} /${calls[name].path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
  )
  const ofAccounts = Object.values(accountCalls).map(({ method, path }) => `${method} /${path}`)
  // Those about a thing are among the paths.
  const ofUsers = (Object.keys(authCalls) as AuthCallName[])
    .filter((name) => userRequests[name] !== 'about a thing')
    .map((name) => `${authCalls[name].method} /${authCalls[name].path}`)
  const known = [...own, ...ofAccounts, ...ofUsers, ...Object.keys(paths), ...Object.keys(forAll), ...forAdmins]
  const older = ['GET /experiments/list', 'GET /registered-models/list']
  const open = [
    'GET /health',
    'GET /modelshelf/preview',
    'POST /modelshelf/sign-in',
    'POST /modelshelf/sign-out',
    'POST /modelshelf/provider/start',
    'POST /modelshelf/provider/finish',
    'POST /modelshelf/link',
    'POST /modelshelf/link/accept',
    'POST /modelshelf/shared',
  ]
  for (const [name, { method, path }] of registered) {
    if (open.includes(name)) continue
    const end = (suffix: string) => {
      const [wanted, rest = ''] = suffix.split(' ')
      return wanted === method && (path === rest || path.endsWith(rest))
    }
    expect([name, [...known, ...older].some(end)]).toEqual([name, true])
    for (const caller of nobodies) {
      const response = await world.app.request(path.replaceAll(/:\w+|\*/g, 'x'), {
        method,
        headers: world.headersOf(caller),
      })
      expect([name, caller, response.status]).toEqual([name, caller, 401])
    }
  }
})

/** The same request about things that do not exist. */
const nowhere: Things = {
  mark: 'hush-0',
  experiment: '987654',
  run: '0'.repeat(32),
  loggedModel: `m-${'0'.repeat(32)}`,
  model: 'hush-0-model',
  comment: '987654.1',
  move: '987654.2',
  link: '987654',
  webhook: 'hush-0-workspace',
  delivery: 'hush-0-delivery',
  mlflowWebhook: 'hush-0-mlflow',
}

/** An answer without the names and ids of what it is about. */
function plain(text: string, on: Things): string {
  return Object.entries(on)
    .toSorted(([, a], [, b]) => b.length - a.length)
    .reduce((left, [key, value]) => left.replaceAll(value, key), text)
}

/** The same of its headers, whose Content-Length is that of the names. */
const plainHeaders = (headers: Headers, on: Things) =>
  plain(JSON.stringify([...headers].filter(([name]) => name !== 'content-length')), on)

test('what is hidden is answered in the words of what does not exist', async () => {
  world = await openAccounts()
  let headers: Headers
  const contributor = createClient('http://localhost/', async (url, { headers: own, ...init }) => {
    const all = { ...(own as Record<string, string>), ...world.headersOf('contributor') }
    const answer = await world.app.request(url, { ...init, headers: all })
    ;({ headers } = answer)
    return answer
  })
  const words = async (name: EndpointName, input: object, on: Things) => {
    const said = await contributor(name, input as never).then(
      (found) => JSON.stringify(found),
      ({ code, status, message }: ApiError) => `${status} ${code} ${plain(message, on)}`,
    )
    return `${said} ${plainHeaders(headers, on)}`
  }
  for (const [name, request] of all.filter(([, request]) => !request.makes)) {
    const on = await make(true, 'contributor')
    const hidden = await words(name, request.input(on, 'contributor'), on)
    const missing = await words(name, request.input(nowhere, 'contributor'), nowhere)
    expect([name, hidden]).toEqual([name, missing])
    expect([name, hidden]).toEqual([name, expect.not.stringMatching(/hush|Nothing with this/)])
  }
  for (const [name, { path, body }] of Object.entries(paths)) {
    const on = await make(true, 'contributor')
    const hidden = await ask('contributor', name.split(' ')[0]!, path(on), body?.(on))
    const missing = await ask('contributor', name.split(' ')[0]!, path(nowhere), body?.(nowhere))
    if (/\/(requests|overrides)$/.test(name)) expect(hidden.text).not.toContain('hush')
    else expect([name, plain(hidden.text, on)]).toEqual([name, plain(missing.text, nowhere)])
    expect([name, hidden.status]).toEqual([name, missing.status])
    expect([name, plainHeaders(hidden.headers, on)]).toEqual([name, plainHeaders(missing.headers, nowhere)])
  }
})
