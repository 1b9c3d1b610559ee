import type { EndpointName } from '#contract/endpoints.ts'
import { calls } from '#contract/calls.ts'
import { ApiError } from '#contract/errors.ts'
import { withoutSecrets } from '../text/without-secrets.ts'
import { serverInfo } from './server-info.ts'

/**
 * A refusal as the app shows it: addresses in it lack their secrets, and it says what the server leaves out, which
 * credentials or which permission on which object.
 */
export function asTold(refusal: unknown, name: EndpointName, input: object): unknown {
  if (!(refusal instanceof ApiError)) return refusal
  const message = withoutSecrets(refusal.message)
  const error = message === refusal.message ? refusal : new ApiError(refusal.code, message, refusal.status)
  if (serverInfo.backend !== 'upstream' || error.code === 'SIGNED_OUT') return error
  const more =
    error.status === 401
      ? lackingCredentials[serverInfo.auth]
      : error.status === 403
        ? lackingPermission(name, input)
        : ''
  return more ? new ApiError(error.code, `${error.message} ${more}`, error.status) : error
}

const lackingCredentials = {
  none: '',
  accounts: '',
  operator:
    'The operator sets them with MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD, or with MLFLOW_TRACKING_TOKEN.',
  'pass-through': 'Sign in with your MLflow user name and password.',
}

/** Whether an error is about the input and belongs beside its field; others are about the server or permissions. */
export const isAboutInput = (error: Error | null): boolean =>
  error instanceof ApiError && [400, 409].includes(error.status)

/**
 * Uses the permission names of MLflow's basic-auth app: READ, EDIT and MANAGE, on a registered model or an experiment.
 */
export function lackingPermission(name: EndpointName, input: object): string {
  const { needs } = calls[name]
  if (needs === 'CREATE')
    return `This requires permission to create ${name === 'createModel' ? 'models' : 'experiments'}.`
  return `This requires ${needs} permission on ${subjectOf(input)}.`
}

function subjectOf(input: object): string {
  if ('name' in input && typeof input.name === 'string') return `the model “${input.name}”`
  if ('experiment_id' in input) return `the experiment ${String(input.experiment_id)}`
  if ('run_id' in input) return 'the experiment of this run'
  if ('model_id' in input) return 'the experiment of this model'
  return 'this object'
}
