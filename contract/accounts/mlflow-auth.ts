/**
 * MLflow's calls about users and permissions, below `/api/` and `/ajax-api/`: those of its basic-auth app of 2.22, where each kind of
 * thing has calls of its own, and of 3.17, where `users/permissions` has them all (docs/accounts.md §4). `who` each is for: `each` account;
 * for admins and about one`self`; an `admin`, and a write of theirs takes a password or a session; a `giver` of levels on the thing.
 */
export const authCalls = {
  createUser: { method: 'POST', path: '2.0/mlflow/users/create', who: 'admin' },
  getUser: { method: 'GET', path: '2.0/mlflow/users/get', who: 'self' },
  listUsers: { method: 'GET', path: '2.0/mlflow/users/list', who: 'admin' },
  getCurrentUser: { method: 'GET', path: '2.0/mlflow/users/current', who: 'each' },
  updateUserPassword: { method: 'PATCH', path: '2.0/mlflow/users/update-password', who: 'self' },
  updateUserAdmin: { method: 'PATCH', path: '2.0/mlflow/users/update-admin', who: 'admin' },
  deleteUser: { method: 'DELETE', path: '2.0/mlflow/users/delete', who: 'admin' },

  createExperimentPermission: { method: 'POST', path: '2.0/mlflow/experiments/permissions/create', who: 'giver' },
  getExperimentPermission: { method: 'GET', path: '2.0/mlflow/experiments/permissions/get', who: 'giver' },
  updateExperimentPermission: { method: 'PATCH', path: '2.0/mlflow/experiments/permissions/update', who: 'giver' },
  deleteExperimentPermission: { method: 'DELETE', path: '2.0/mlflow/experiments/permissions/delete', who: 'giver' },
  createModelPermission: { method: 'POST', path: '2.0/mlflow/registered-models/permissions/create', who: 'giver' },
  getModelPermission: { method: 'GET', path: '2.0/mlflow/registered-models/permissions/get', who: 'giver' },
  updateModelPermission: { method: 'PATCH', path: '2.0/mlflow/registered-models/permissions/update', who: 'giver' },
  deleteModelPermission: { method: 'DELETE', path: '2.0/mlflow/registered-models/permissions/delete', who: 'giver' },

  listUserPermissions: { method: 'GET', path: '3.0/mlflow/users/permissions/list', who: 'self' },
  listOwnPermissions: { method: 'GET', path: '3.0/mlflow/users/current/permissions', who: 'each' },
  grantUserPermission: { method: 'POST', path: '3.0/mlflow/users/permissions/grant', who: 'giver' },
  revokeUserPermission: { method: 'POST', path: '3.0/mlflow/users/permissions/revoke', who: 'giver' },
  getUserPermission: { method: 'GET', path: '3.0/mlflow/users/permissions/get', who: 'giver' },
} as const

export type AuthCallName = keyof typeof authCalls
export type AuthWho = (typeof authCalls)[AuthCallName]['who']
