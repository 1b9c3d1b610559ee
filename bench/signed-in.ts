import { OWNER_TAG } from '#contract/tags.ts'
import { clientWith, commandOn, PASSWORD } from '../testbed/accounts.ts'
import { type Server, startServer } from '../testbed/server.ts'
import { inTurns } from './in-turns.ts'
import { type Plan, send } from './measure.ts'
import { median, spreadOf } from './spread.ts'
import { table } from './table.ts'
import { misses } from './targets.ts'

/** What a checked token or session may add to a request, in ms. */
const MOST_MS = 0.1
const MODELS = 100
/** Models that only the admin sees, so that the others' answers leave something out. */
const CLOSED = 20

const asked = [
  ['nothing of the data', '/version'],
  ['one model', '/api/2.0/mlflow/registered-models/get?name=model-1'],
  ['models, page of 100', '/api/2.0/mlflow/registered-models/search?max_results=100'],
] as const

/**
 * Sends the same requests to a server with `--auth none` and to one with accounts, one after the other in turn for `ms` milliseconds a
 * round,
 * so that what else the machine does falls on both. Prints the medians with a token, a session and a password, and the median of what
 * each costs more than the request without accounts in the same turn, with the least and the most of the rounds.
 */
export async function measureSignedIn({ ms, rounds }: Plan): Promise<void> {
  const none = await startServer()
  const accounts = await startServer(undefined, { MODELSHELF_AUTH: 'accounts' })
  try {
    const [admin, contributor] = makeAccounts(accounts).map((token) => ({ authorization: `Bearer ${token}` }))
    await addModels(none.url, {})
    await addModels(accounts.url, admin!)
    await addClosed(accounts.url, admin!)
    const callers = {
      'token of an admin': admin!, // makeAccounts gives both
      'token of a contributor': contributor!,
      'session of the admin': { cookie: await sessionOf(accounts) },
      password: { authorization: `Basic ${Buffer.from(`root:${PASSWORD}`).toString('base64')}` },
    }
    const columns = ['request, signed in with', 'none', 'accounts', 'adds', 'at most', '']
    const row = table('With accounts: ms of one client, and what signing in adds to --auth none', columns)
    for (const [name, path] of asked)
      for (const [by, headers] of Object.entries(callers)) {
        const request = { method: 'GET', path }
        const both = [() => send(none.url, request), () => send(accounts.url, request, headers)] as const
        await inTurns(path, both, ms) // until both are equally warm
        const all: [number, number, number][] = []
        for (let round = 0; round < rounds; round += 1) {
          const [plain, own] = await inTurns(path, both, ms)
          all.push([median(plain), median(own), median(own.map((time, turn) => time - plain[turn]!))]) // as many of each
        }
        const [plain, own, added] = ([0, 1, 2] as const).map((at) => spreadOf(all.map((round) => round[at])))
        const most = by === 'password' ? undefined : MOST_MS // clients that count use tokens
        const isSlow = most !== undefined && misses('a token adds, ms', `${name}, ${by}`, added!, most)
        row([`${name}, ${by}`, plain!.mid, own!.mid, added!, most ?? '', isSlow ? '←' : ''])
      }
  } finally {
    await Promise.all([none.stop(), accounts.stop()])
  }
}

/** Makes the admin root and a contributor, and returns a token of each. */
function makeAccounts(server: Server): string[] {
  const command = commandOn(server)
  command('user', 'add', 'root', '--role', 'admin')
  command('user', 'add', 'ada')
  return ['root', 'ada'].map((name) => command('token', 'add', name, '--name', 'bench'))
}

async function addModels(url: string, headers: Record<string, string>): Promise<void> {
  const call = clientWith(url, headers)
  const tags = [{ key: OWNER_TAG, value: 'root' }] // with accounts a model always has an owner
  for (let number = 1; number <= MODELS; number += 1) await call('createModel', { name: `model-${number}`, tags })
}

async function addClosed(url: string, headers: Record<string, string>): Promise<void> {
  const call = clientWith(url, headers)
  for (let number = 1; number <= CLOSED; number += 1) {
    const name = `zone-${number}` // after the page that is asked for
    await call('createModel', { name })
    await call('setAccess', { model: name, holder: 'everybody', level: 'NONE' })
  }
}

async function sessionOf({ url }: Server): Promise<string> {
  const answer = await fetch(`${url}modelshelf/sign-in`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'root', password: PASSWORD }),
  })
  return answer.headers.getSetCookie()[0]!.split(';', 1)[0]! // a sign-in sets it
}
