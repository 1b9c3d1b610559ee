import type { Context } from 'hono'

/** Every code that mlflow 1.30 knows and we send. It reports an answer with any other as a ValueError, without its message. */
const known = new Set([
  'INTERNAL_ERROR',
  'TEMPORARILY_UNAVAILABLE',
  'BAD_REQUEST',
  'INVALID_PARAMETER_VALUE',
  'ENDPOINT_NOT_FOUND',
  'MALFORMED_REQUEST',
  'INVALID_STATE',
  'PERMISSION_DENIED',
  'FEATURE_DISABLED',
  'CUSTOMER_UNAUTHORIZED',
  'REQUEST_LIMIT_EXCEEDED',
  'RESOURCE_ALREADY_EXISTS',
  'RESOURCE_DOES_NOT_EXIST',
])

/** Gives 1.x clients an error with the same status and message, and a code that they know. */
export async function olderError(c: Context): Promise<void> {
  if (!/^mlflow-python-client\/[01]\./.test(c.req.header('User-Agent') ?? '')) return
  if (!c.res.headers.get('Content-Type')?.startsWith('application/json')) return
  const { status } = c.res
  const error = (await c.res.clone().json()) as { error_code?: string } // an error in MLflow's form
  if (error.error_code === undefined || known.has(error.error_code)) return
  c.res = Response.json({ ...error, error_code: olderCode(status) }, { status, headers: withoutLength(c.res.headers) })
}

function olderCode(status: number): string {
  if (status === 404) return 'RESOURCE_DOES_NOT_EXIST'
  if (status === 409) return 'INVALID_STATE_TRANSITION'
  return status >= 500 ? 'INTERNAL_ERROR' : 'BAD_REQUEST'
}

function withoutLength(headers: Headers): Headers {
  const rest = new Headers(headers)
  rest.delete('Content-Length')
  return rest
}
