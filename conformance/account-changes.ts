import {
  accountCalls,
  type AccountCallName,
  type AccountInput,
  type AccountOutput,
} from '#contract/accounts/account-calls.ts'
import type { LevelWord } from '#contract/access/access.ts'

/** A password, and one that must not count: the one before it. */
type Password = { right: string; wrong: string }

/** What was acknowledged. What a request without an answer was about is in none of these. */
export const acknowledged = {
  /** Roles of accounts; undefined for deleted ones. */
  roles: new Map<string, string | undefined>(),
  /** Members of groups; undefined for deleted ones. */
  groups: new Map<string, string[] | undefined>(),
  /** The levels of a model by who has them. */
  levels: new Map<string, Record<string, LevelWord>>(),
  passwords: new Map<string, Password>(),
  /** Whether a token (`Bearer …`) or a session (a cookie) counts. */
  credentials: new Map<string, boolean>(),
}

/** The answer of a request, or undefined if the server was killed before. Throws for a refusal. */
export type Ask = (
  path: string,
  body?: object,
  credential?: string,
) => Promise<{ answer: unknown; cookie: string } | undefined>

/** The server died before it answered. */
export class Killed extends Error {}

const first = 'the first long enough sentence'
const second = 'a second long enough sentence'

/** Calls of one writer, as the admin with a session. They throw `Killed` where the answer is missing. */
export function callsOf(ask: Ask, admin: string) {
  const post = async (path: string, body: object, credential = admin) => {
    const answered = await ask(path, body, credential)
    if (!answered) throw new Killed()
    return answered
  }
  const call = async <N extends AccountCallName>(name: N, input: AccountInput[N], credential = admin) => {
    const { method, path } = accountCalls[name]
    const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>)}` : ''
    const answered = await ask(path + query, method === 'GET' ? undefined : input, credential)
    if (!answered) throw new Killed()
    return answered.answer as AccountOutput[N]
  }
  return { post, call }
}
type Calls = ReturnType<typeof callsOf>

/** Sets what is known of something, once its change is acknowledged; until then nothing is. */
async function becomes<T>(known: Map<string, T>, key: string, value: T, change: Promise<unknown>): Promise<void> {
  known.delete(key)
  await change
  known.set(key, value)
}

type Writer = (calls: Calls, writer: string, turn: number) => Promise<void>

const { roles, groups, levels, passwords, credentials } = acknowledged

/** Service accounts: their roles and tokens. */
const changeServices: Writer = async ({ call }, writer, turn) => {
  const name = `bot-${writer}-${turn}`
  await becomes(roles, name, 'reader', call('createPerson', { name, role: 'reader', kind: 'service' }))
  const { secret } = await call('createServiceToken', { account: name, name: 't', scope: 'all', days: 1 })
  const token = `Bearer ${secret}`
  credentials.set(token, true)
  await becomes(roles, name, 'contributor', call('setRole', { name, role: 'contributor' }))
  if (turn % 3 === 0) {
    const { tokens } = await call('listServiceTokens', { account: name })
    await becomes(credentials, token, false, call('revokeServiceToken', { account: name, id: tokens[0]!.id }))
  } else if (turn % 3 === 1) {
    credentials.delete(token)
    await becomes(roles, name, undefined, call('deletePerson', { name }))
    credentials.set(token, false)
  }
}

/** Groups, their members, and levels on models. */
const changeLevels: Writer = async ({ call, post }, writer, turn) => {
  const [group, model] = [`group-${writer}-${turn}`, `model-${writer}-${turn}`]
  await becomes(groups, group, [], call('createGroup', { name: group }))
  await becomes(groups, group, ['ada'], call('joinGroup', { group, account: 'ada' }))
  const made = { ada: 'CAN_MANAGE' } as const // who made it
  await becomes(levels, model, made, post('api/2.0/mlflow/registered-models/create', { name: model }))
  const give = (holder: 'group' | 'everybody', after: Record<string, LevelWord>, level?: LevelWord) => {
    const named = holder === 'group' && { name: group }
    const change = { model, holder, ...named, ...(level && { level }) }
    return becomes(levels, model, { ...made, ...after }, post('modelshelf/access', change))
  }
  await give('group', { [group]: 'CAN_EDIT' }, 'CAN_EDIT')
  await give('everybody', { [group]: 'CAN_EDIT', everybody: 'NONE' }, 'NONE')
  if (turn % 3 === 0) await give('group', { everybody: 'NONE' })
  else if (turn % 3 === 1) {
    levels.delete(model)
    await becomes(groups, group, undefined, call('deleteGroup', { name: group }))
    levels.set(model, { ...made, everybody: 'NONE' })
  } else await becomes(groups, group, [], call('leaveGroup', { group, account: 'ada' }))
}

/** People: invitations, passwords and sessions. */
const changePeople: Writer = async ({ call, post }, writer, turn) => {
  const name = `person-${writer}-${turn}`
  const invited = call('createPerson', { name, role: 'reader', kind: 'person' })
  await becomes(roles, name, 'reader', invited)
  const link = (await invited).secret
  const { cookie } = await post('modelshelf/link/accept', { link, name, password: first }, '')
  const changed = await post(accountCalls.changePassword.path, { current: first, password: second }, cookie)
  passwords.set(name, { right: second, wrong: first })
  credentials.set(cookie, false) // a new one began
  credentials.set(changed.cookie, true)
  if (turn % 3 === 0) await becomes(credentials, changed.cookie, false, post('modelshelf/sign-out', {}, changed.cookie))
  else if (turn % 3 === 1) {
    credentials.delete(changed.cookie)
    passwords.delete(name)
    await call('deactivatePerson', { name })
    credentials.set(changed.cookie, false)
  }
}

/** Each makes changes of one kind until the server is killed. */
export const writers = [changeServices, changeServices, changeLevels, changePeople] as const

/** Runs one of them until then. */
export async function writeUntilKilled(writer: Writer, calls: Calls, name: string): Promise<void> {
  try {
    for (let turn = 0; ; turn += 1) await writer(calls, name, turn)
  } catch (error) {
    if (!(error instanceof Killed)) throw error
  }
}
