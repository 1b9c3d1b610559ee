import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { everything, type May, type Rights } from '#contract/access/access.ts'
import { createApp } from '../app.ts'
import { type FakeUpstream, openFakeUpstream } from '../testing/upstream.ts'
import { upstream } from './forward.ts'

const basic = (user: string) => `Basic ${Buffer.from(`${user}:secret`).toString('base64')}`

/** What the fake MLflow grants, as its basic-auth app tells it; undefined: it tells nothing. */
let told: { is_admin: boolean; permissions: object[] } | undefined
/** Its permission on things without a grant. */
let fallback: string | undefined
let fake: FakeUpstream

beforeEach(async () => {
  told = { is_admin: false, permissions: [] }
  fallback = 'READ'
  fake = await openFakeUpstream()
  fake.answer = ({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://x')
    if (told && pathname.endsWith('/users/current/permissions')) response.end(JSON.stringify(told))
    else if (pathname.endsWith('/users/current')) response.end('{"user": {"username": "by token"}}')
    else if (fallback && pathname.endsWith('/users/permissions/get'))
      response.end(JSON.stringify({ permission: fallback }))
    else response.writeHead(404).end('<!doctype html><title>404 Not Found</title>')
  }
})
afterEach(() => fake.close())

const grant = (resource_type: string, resource_pattern: string, permission: string, workspace = 'default') => ({
  role_id: 1,
  role_name: '__user_3__',
  workspace,
  resource_type,
  resource_pattern,
  permission,
})

type Caller = { auth?: 'operator' | 'pass-through'; authorization?: string; workspace?: string; registry?: string }

async function ask(input: object, { auth = 'pass-through', authorization, workspace, registry }: Caller = {}) {
  const operator = { base: fake.base, authorization: basic('operator') }
  const servers = { tracking: operator, registry: { ...operator, base: registry ?? fake.base } }
  const backend = upstream(servers, { auth, basePath: '/shelf', limits: { readMs: 500 } })
  const app = createApp({ backend, config: { basePath: '/shelf' } })
  const response = await app.request('/shelf/modelshelf/rights', {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: authorization ?? basic('ben'),
      ...(workspace && { 'x-mlflow-workspace': workspace }),
    },
    body: JSON.stringify(input),
  })
  return { status: response.status, rights: (await response.json()) as Rights }
}
const onModel = async (name = 'm', caller?: Caller) => (await ask({ models: [name] }, caller)).rights.models[0]?.may
const onExperiment = async (id = '7') => (await ask({ experiment_ids: [id] })).rights.experiments[0]?.may

const nothing: May = {
  edit: false,
  rename: false,
  remove: false,
  moveToStaging: false,
  moveToProduction: false,
  manage: false,
  request: false,
}
const reads: May = { ...nothing, request: true }
const edits: May = { ...reads, edit: true, rename: true, moveToStaging: true, moveToProduction: true }

describe('a model', () => {
  test.each<[string, May, string | undefined, object[]]>([
    ['nothing but the default READ', reads, 'READ', []],
    ['the default EDIT', edits, 'EDIT', []],
    ['a default that is not told', everything, undefined, []],
    ['a permission of a later MLflow', everything, 'OWN', []],
    ['EDIT', edits, 'READ', [grant('registered_model', 'm', 'EDIT')]],
    ['USE', reads, 'READ', [grant('registered_model', 'm', 'USE')]],
    ['MANAGE', everything, 'READ', [grant('registered_model', 'm', 'MANAGE')]],
    ['EDIT on all models', edits, 'EDIT', [grant('registered_model', '*', 'EDIT')]],
    ['READ below the default', edits, 'EDIT', [grant('registered_model', 'm', 'READ')]],
    ['EDIT on another', reads, 'READ', [grant('registered_model', 'm2', 'EDIT')]],
    ['MANAGE on an experiment of that name', reads, 'READ', [grant('experiment', 'm', 'MANAGE')]],
    ['MANAGE in another workspace', reads, 'READ', [grant('registered_model', 'm', 'MANAGE', 'team b')]],
    ['MANAGE of the workspace', everything, 'READ', [grant('workspace', '*', 'MANAGE')]],
    ['MANAGE on a prompt', everything, 'READ', [grant('prompt', 'm', 'MANAGE')]],
    [
      'MANAGE and DENY',
      nothing,
      'READ',
      [grant('registered_model', 'm', 'MANAGE'), grant('registered_model', '*', 'DENY')],
    ],
    [
      'EDIT on versions only',
      { ...reads, moveToStaging: true, moveToProduction: true },
      'READ',
      [grant('registered_model_version', '*', 'EDIT')],
    ],
    [
      'MANAGE but DENY on versions',
      { ...nothing, edit: true, rename: true },
      'READ',
      [grant('registered_model', 'm', 'MANAGE'), grant('registered_model_version', '*', 'DENY')],
    ],
  ])('with %s', async (_what, may, byDefault, permissions) => {
    fallback = byDefault
    told = { is_admin: false, permissions }
    expect(await onModel()).toEqual(may)
  })

  test('for an administrator', async () => {
    told = { is_admin: true, permissions: [] }
    expect(await onModel()).toEqual(everything)
  })

  test('in the workspace of the request', async () => {
    told = { is_admin: false, permissions: [grant('registered_model', 'm', 'MANAGE', 'team b')] }
    expect(await onModel('m', { workspace: 'team b' })).toEqual(everything)
  })
})

test.each<[string, May, object[]]>([
  ['nothing but the default', nothing, []],
  ['EDIT', { ...nothing, edit: true, rename: true }, [grant('experiment', '7', 'EDIT')]],
  [
    'EDIT, and MANAGE on runs',
    { ...nothing, edit: true, rename: true, remove: true },
    [grant('experiment', '7', 'EDIT'), grant('run', '*', 'MANAGE')],
  ],
])('an experiment with %s', async (_what, may, permissions) => {
  told = { is_admin: false, permissions }
  expect(await onExperiment()).toEqual(may)
})

test.each([
  ['without workspaces', [], true],
  ['a member', [grant('workspace', '*', 'USE')], true],
  ['a member of another workspace', [grant('workspace', '*', 'USE', 'team b')], true],
  ['a reader of the workspace', [grant('workspace', '*', 'READ')], false],
])('who may create: %s', async (_who, permissions, create) => {
  told = { is_admin: false, permissions }
  expect((await ask({})).rights).toEqual({
    create,
    register: create,
    administrate: false,
    models: [],
    experiments: [],
  })
})

test('asks with the caller’s own credentials, or with the operator’s', async () => {
  await onModel()
  await onModel('m', { auth: 'operator' })
  await onModel('m', { authorization: 'Bearer token' })
  const asked = fake.seen.flatMap(({ url, headers: { authorization } }) => {
    const username = new URL(url, 'http://x').searchParams.get('username')
    return username === null ? [] : [[username, authorization]]
  })
  expect(new Set(asked.map(String))).toEqual(
    new Set([`ben,${basic('ben')}`, `operator,${basic('operator')}`, 'by token,Bearer token']),
  )
})

test('a registry on another server tells for models', async () => {
  const other = await openFakeUpstream()
  other.answer = (_request, response) => response.writeHead(404).end('<html>')
  const { rights } = await ask({ models: ['m'], experiment_ids: ['7'] }, { registry: other.base })
  expect(rights).toMatchObject({ models: [{ may: everything }], experiments: [{ may: nothing }] })
  other.close()
})

test.each([
  ['a server without accounts', () => (told = undefined)],
  ['a server that is away', () => fake.close()],
])('%s withholds nothing', async (_what, breakIt) => {
  breakIt()
  const { rights } = await ask({ models: ['m'], experiment_ids: ['7'] })
  expect(rights).toMatchObject({ create: true, models: [{ may: everything }], experiments: [{ may: everything }] })
})

test('refuses what is not a list of names', async () => {
  expect((await ask({ models: 'm' })).status).toBe(400)
})
