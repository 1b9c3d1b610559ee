/**
 * MLflow's calls about users and permissions, below `/api/` and `/ajax-api/`: those of its basic-auth app of 2.22, where each kind of
 * thing has calls of its own, and of 3.17, where `users/permissions` has them all (docs/accounts.md §4).
 */
export const authCalls = {
  createUser: { method: 'POST', path: '2.0/mlflow/users/create' },
  getUser: { method: 'GET', path: '2.0/mlflow/users/get' },
  listUsers: { method: 'GET', path: '2.0/mlflow/users/list' },
  getCurrentUser: { method: 'GET', path: '2.0/mlflow/users/current' },
  updateUserPassword: { method: 'PATCH', path: '2.0/mlflow/users/update-password' },
  updateUserAdmin: { method: 'PATCH', path: '2.0/mlflow/users/update-admin' },
  deleteUser: { method: 'DELETE', path: '2.0/mlflow/users/delete' },

  createExperimentPermission: { method: 'POST', path: '2.0/mlflow/experiments/permissions/create' },
  getExperimentPermission: { method: 'GET', path: '2.0/mlflow/experiments/permissions/get' },
  updateExperimentPermission: { method: 'PATCH', path: '2.0/mlflow/experiments/permissions/update' },
  deleteExperimentPermission: { method: 'DELETE', path: '2.0/mlflow/experiments/permissions/delete' },
  createModelPermission: { method: 'POST', path: '2.0/mlflow/registered-models/permissions/create' },
  getModelPermission: { method: 'GET', path: '2.0/mlflow/registered-models/permissions/get' },
  updateModelPermission: { method: 'PATCH', path: '2.0/mlflow/registered-models/permissions/update' },
  deleteModelPermission: { method: 'DELETE', path: '2.0/mlflow/registered-models/permissions/delete' },

  listUserPermissions: { method: 'GET', path: '3.0/mlflow/users/permissions/list' },
  listOwnPermissions: { method: 'GET', path: '3.0/mlflow/users/current/permissions' },
  grantUserPermission: { method: 'POST', path: '3.0/mlflow/users/permissions/grant' },
  revokeUserPermission: { method: 'POST', path: '3.0/mlflow/users/permissions/revoke' },
  getUserPermission: { method: 'GET', path: '3.0/mlflow/users/permissions/get' },
} as const

export type AuthCallName = keyof typeof authCalls
