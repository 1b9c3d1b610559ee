import { send } from '#contract/client.ts'
import { ApiError } from '#contract/errors.ts'
import { baseUrl } from '../client.ts'
import { basic, signIn } from './sign-in.ts'

/**
 * Signs in if the MLflow server accepts these credentials; otherwise throws an ApiError with a message for the user.
 */
export async function trySignIn(user: string, password: string): Promise<void> {
  const header = basic(user, password)
  const probe = `${baseUrl}ajax-api/2.0/mlflow/registered-models/search?max_results=1`
  const { status } = await send((url, init) => fetch(url, init), probe, { headers: { Authorization: header } })
  if (status === 401) throw new ApiError('UNAUTHENTICATED', 'Wrong user name or password.')
  if (status >= 500) throw new ApiError('TEMPORARILY_UNAVAILABLE', 'The MLflow server is not responding. Try again.')
  signIn(header)
}
