import { ApiError } from '#contract/errors.ts'
import { withoutSecrets } from '../text/without-secrets.ts'
import { serverInfo } from './server-info.ts'

/** A refusal as the app shows it: addresses in it lack their secrets, and it says which credentials the MLflow server wants. */
export function asTold(refusal: unknown): unknown {
  if (!(refusal instanceof ApiError)) return refusal
  const message = withoutSecrets(refusal.message)
  const error = message === refusal.message ? refusal : new ApiError(refusal.code, message, refusal.status)
  if (serverInfo.auth === 'accounts' && !serverInfo.isProxied && error.status === 401)
    return new ApiError(error.code, 'You are signed out. Sign in, and try again.', 401)
  if (serverInfo.backend !== 'upstream' || error.code === 'SIGNED_OUT') return error
  const more = error.status === 401 ? lackingCredentials[serverInfo.auth] : ''
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
