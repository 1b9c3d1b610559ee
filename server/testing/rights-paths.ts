import type { AccountCallName } from '#contract/accounts/account-calls.ts'
import type { AuthCallName } from '#contract/accounts/mlflow-auth.ts'
import type { Things } from './accounts.ts'
import { freshName, type rows } from './rights-table.ts'

// The paths that are no endpoints of the contract, and who may use them (docs/accounts.md §1).

type Bytes = {
  row: keyof typeof rows
  path: (on: Things) => string
  body?: (on: Things) => string
  lists?: true
  /** The status for those who may, where it is not 200. */
  passes?: number
}

const proxied = '/api/2.0/mlflow-artifacts/artifacts'
const folder = (on: Things) => `${on.experiment}/${on.run}/artifacts`
const direct = (on: Things) => JSON.stringify({ run_id: on.run, path: 'f' })

/** MLflow's calls about what one account has on one kind of thing. */
function permissionsOf(kind: string, row: keyof typeof rows, thing: (on: Things) => Record<string, string>) {
  const path = `/api/2.0/mlflow/${kind}/permissions`
  const about = (username: string, more: object) => (on: Things) => JSON.stringify({ ...thing(on), username, ...more })
  const query = (on: Things) => new URLSearchParams({ ...thing(on), username: 'editor' })
  return {
    [`POST /${kind}/permissions/create`]: {
      row,
      path: () => `${path}/create`,
      body: about('reader', { permission: 'READ' }),
    },
    [`GET /${kind}/permissions/get`]: { row, path: (on: Things) => `${path}/get?${query(on)}` },
    [`PATCH /${kind}/permissions/update`]: {
      row,
      path: () => `${path}/update`,
      body: about('editor', { permission: 'READ' }),
    },
    [`DELETE /${kind}/permissions/delete`]: { row, path: () => `${path}/delete`, body: about('editor', {}) },
  } satisfies Record<string, Bytes>
}

const granting = '/api/3.0/mlflow/users/permissions'
const resource = (on: Things, username: string) => ({
  username,
  resource_type: 'registered_model',
  resource_id: on.model,
})
const resourcePermissions: Record<string, Bytes> = {
  'POST /users/permissions/grant': {
    row: 'administerModel',
    path: () => `${granting}/grant`,
    body: (on) => JSON.stringify({ ...resource(on, 'reader'), permission: 'EDIT' }),
  },
  'POST /users/permissions/revoke': {
    row: 'administerModel',
    path: () => `${granting}/revoke`,
    body: (on) => JSON.stringify(resource(on, 'editor')),
  },
  // Everybody may ask about themselves: this asks about the admin.
  'GET /users/permissions/get': {
    row: 'seeAccess',
    path: (on) => `${granting}/get?${new URLSearchParams(resource(on, 'admin'))}`,
  },
}

/** The workspace registry's calls about the permissions on a model, which they name by its log, as ids of activities do. */
const workspacePath = (on: Things) => `/api/2.0/permissions/registered-models/${on.comment.split('.')[0]}`
const toReader = () => JSON.stringify({ access_control_list: [{ user_name: 'reader', permission_level: 'CAN_EDIT' }] })
const workspacePermissions: Record<string, Bytes> = {
  'GET /permissions/registered-models/:id': { row: 'administerModel', path: workspacePath },
  'PUT /permissions/registered-models/:id': { row: 'administerModel', path: workspacePath, body: toReader },
  'PATCH /permissions/registered-models/:id': { row: 'administerModel', path: workspacePath, body: toReader },
  'GET /permissions/registered-models/:id/permissionLevels': {
    row: 'see',
    path: (on) => `${workspacePath(on)}/permissionLevels`,
  },
}

/** Every other path: its method, and what its registered path ends with. */
export const paths: Record<string, Bytes> = {
  'GET /get-artifact': { row: 'see', path: (on) => `/get-artifact?run_id=${on.run}&path=f` },
  'GET /model-versions/get-artifact': {
    row: 'see',
    path: (on) => `/model-versions/get-artifact?name=${on.model}&version=1&path=f`,
    passes: 400, // its files are in a bucket
  },
  'GET /logged-models/:model_id/artifacts/files': {
    row: 'see',
    path: (on) => `/ajax-api/2.0/mlflow/logged-models/${on.loggedModel}/artifacts/files?artifact_file_path=f`,
  },
  'POST /upload-artifact': {
    row: 'log',
    path: (on) => `/ajax-api/2.0/mlflow/upload-artifact?run_uuid=${on.run}&path=g`,
    body: () => 'x',
  },
  'GET /mlflow-artifacts/artifacts': { row: 'see', path: (on) => `${proxied}?path=${folder(on)}`, lists: true },
  'GET /mlflow-artifacts/artifacts/*': { row: 'see', path: (on) => `${proxied}/${folder(on)}/f` },
  'PUT /mlflow-artifacts/artifacts/*': { row: 'log', path: (on) => `${proxied}/${folder(on)}/g`, body: () => 'x' },
  'DELETE /mlflow-artifacts/artifacts/*': { row: 'log', path: (on) => `${proxied}/${folder(on)}/f` },
  'POST /artifacts/presigned-download-url': {
    row: 'see',
    path: () => '/api/2.0/mlflow/artifacts/presigned-download-url',
    body: direct,
    passes: 400,
  },
  'POST /artifacts/presigned-upload-url': {
    row: 'see', // refused to all, in words that tell no more than reading does
    path: () => '/api/2.0/mlflow/artifacts/presigned-upload-url',
    body: direct,
    passes: 400,
  },
  'GET /modelshelf/activities': { row: 'see', path: (on) => `/modelshelf/activities?name=${on.model}` },
  'GET /modelshelf/stage-history': { row: 'see', path: (on) => `/modelshelf/stage-history?name=${on.model}` },
  'GET /modelshelf/model-facts': {
    row: 'see',
    path: (on) => `/modelshelf/model-facts?${new URLSearchParams({ names: JSON.stringify([on.model]) })}`,
    lists: true,
  },
  'GET /modelshelf/shared-links': {
    row: 'administerModel',
    path: (on) => `/modelshelf/shared-links?model=${on.model}`,
  },
  'POST /modelshelf/shared-links': {
    row: 'administerModel',
    path: () => '/modelshelf/shared-links',
    body: (on) => JSON.stringify({ model: on.model, days: 1 }),
  },
  'POST /modelshelf/shared-links/end': {
    row: 'administerModel',
    path: () => '/modelshelf/shared-links/end',
    body: (on) => JSON.stringify({ model: on.model, id: on.link }),
  },
  'GET /modelshelf/requests': { row: 'see', path: () => '/modelshelf/requests', lists: true },
  'GET /modelshelf/overrides': { row: 'see', path: () => '/modelshelf/overrides', lists: true },
  ...permissionsOf('experiments', 'administerExperiment', (on) => ({ experiment_id: on.experiment })),
  ...permissionsOf('registered-models', 'administerModel', (on) => ({ name: on.model })),
  ...resourcePermissions,
  ...workspacePermissions,
}

/** The same for everybody who is signed in: nothing of anybody's data is in it. */
export const forAll: Record<string, { path: string; status: number }> = {
  'GET /version': { path: '/version', status: 200 },
  'GET /mlflow/server-info': { path: '/api/3.0/mlflow/server-info', status: 200 },
  'GET /modelshelf/me': { path: '/modelshelf/me', status: 200 },
  'GET /modelshelf/sample': { path: '/modelshelf/sample', status: 200 },
  'GET /mlflow-artifacts/presigned/*': { path: '/api/2.0/mlflow-artifacts/presigned/1/f', status: 501 },
  'POST /mlflow-artifacts/mpu/create/*': { path: '/api/2.0/mlflow-artifacts/mpu/create/1', status: 501 },
  'POST /mlflow-artifacts/mpu/complete/*': { path: '/api/2.0/mlflow-artifacts/mpu/complete/1', status: 501 },
  'POST /mlflow-artifacts/mpu/abort/*': { path: '/api/2.0/mlflow-artifacts/mpu/abort/1', status: 501 },
}

/** Requests about accounts, who may make them, and the status of one that may pass. A write needs a session. */
export const accountRequests: Record<
  AccountCallName,
  { who: 'each person' | 'admins'; input?: () => object; passes?: number }
> = {
  getProfile: { who: 'each person' },
  changePassword: {
    who: 'each person',
    input: () => ({ current: 'wrong', password: 'a long enough one' }),
    passes: 400,
  },
  endSession: { who: 'each person', input: () => ({ id: 'unknown' }), passes: 404 },
  createToken: { who: 'each person', input: () => ({ name: freshName(), scope: 'read', days: 1 }) },
  revokeToken: { who: 'each person', input: () => ({ id: 987_654 }), passes: 404 },
  listPeople: { who: 'admins' },
  createPerson: { who: 'admins', input: () => ({ name: freshName(), role: 'reader', kind: 'person' }) },
  createLink: { who: 'admins', input: () => ({ name: 'reader' }) },
  setRole: { who: 'admins', input: () => ({ name: 'reader', role: 'reader' }) },
  deactivatePerson: { who: 'admins', input: () => ({ name: 'no such person' }), passes: 404 },
  activatePerson: { who: 'admins', input: () => ({ name: 'reader' }) },
  listGroups: { who: 'admins' },
  createGroup: { who: 'admins', input: () => ({ name: freshName() }) },
  deleteGroup: { who: 'admins', input: () => ({ name: 'no such group' }), passes: 404 },
  joinGroup: { who: 'admins', input: () => ({ group: 'no such group', account: 'reader' }), passes: 404 },
  leaveGroup: { who: 'admins', input: () => ({ group: 'no such group', account: 'reader' }), passes: 404 },
  deletePerson: { who: 'admins', input: () => ({ name: 'no such person' }), passes: 404 },
  listServiceTokens: { who: 'admins', input: () => ({ account: 'reader' }) },
  createServiceToken: {
    who: 'admins',
    input: () => ({ account: 'reader', name: 't', scope: 'all', days: 1 }),
    passes: 400, // a person's
  },
  revokeServiceToken: { who: 'admins', input: () => ({ account: 'reader', id: 987_654 }), passes: 404 },
  listAudit: { who: 'admins' },
}

type UserRequest = {
  who: 'each' | 'self and admins' | 'admins'
  /** About the account with this name. */
  input?: (name: string) => Record<string, unknown>
  /** It takes a password or a session. */
  changes?: true
}
const password = 'a long enough sentence'

/** MLflow's calls about users, and who may make them; those about a thing are above. */
export const userRequests: Record<AuthCallName, UserRequest | 'about a thing'> = {
  createUser: { who: 'admins', input: () => ({ username: freshName(), password }), changes: true },
  getUser: { who: 'self and admins', input: (username) => ({ username }) },
  listUsers: { who: 'admins' },
  getCurrentUser: { who: 'each' },
  updateUserPassword: { who: 'self and admins', input: (username) => ({ username, password }), changes: true },
  updateUserAdmin: { who: 'admins', input: (username) => ({ username, is_admin: false }), changes: true },
  deleteUser: { who: 'admins', input: (username) => ({ username }), changes: true },
  createExperimentPermission: 'about a thing',
  getExperimentPermission: 'about a thing',
  updateExperimentPermission: 'about a thing',
  deleteExperimentPermission: 'about a thing',
  createModelPermission: 'about a thing',
  getModelPermission: 'about a thing',
  updateModelPermission: 'about a thing',
  deleteModelPermission: 'about a thing',
  listUserPermissions: { who: 'self and admins', input: (username) => ({ username }) },
  listOwnPermissions: { who: 'each' },
  grantUserPermission: 'about a thing',
  revokeUserPermission: 'about a thing',
  getUserPermission: 'about a thing',
}

/** For admins only. */
export const forAdmins = ['POST /modelshelf/sample', 'DELETE /modelshelf/sample', 'GET /modelshelf/audit/export']
