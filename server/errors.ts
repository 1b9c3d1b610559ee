import { ApiError } from '#contract/errors.ts'

/** Seconds that MLflow's client waits after a 429 before it repeats the request. */
const RETRY_AFTER = '5'

/** Turns an error into an answer in MLflow's form. */
export function refuse(error: ApiError, headers: Record<string, string> = {}): Response {
  const body = JSON.stringify({ error_code: error.code, message: error.message })
  const later = error.status === 429 ? { 'Retry-After': RETRY_AFTER } : {}
  return new Response(body, {
    status: error.status,
    headers: { 'Content-Type': 'application/json', ...later, ...headers },
  })
}

/**
 * Turns anything thrown into an ApiError. Messages of SQLite, the file system or a bug go to stderr only: no SQL, path or
 * stack trace leaves the server (docs/robustness.md Z02).
 */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error
  console.error(error)
  const code = diskFull(error)
  if (code) return new ApiError('INSUFFICIENT_STORAGE', 'The server has no room left to store this.')
  if (sqliteCode(error) === SQLITE_BUSY) return new ApiError('TEMPORARILY_UNAVAILABLE', 'The database is busy.')
  if (sqliteCode(error) === SQLITE_READONLY) return new ApiError('INTERNAL_ERROR', 'The database is read-only.')
  if (sqliteCode(error) === SQLITE_TOOBIG) return new ApiError('INVALID_PARAMETER_VALUE', 'A value is too long.')
  if (sqliteCode(error) === SQLITE_CONSTRAINT)
    return new ApiError('BAD_REQUEST', 'The request conflicts with stored data.')
  return new ApiError('INTERNAL_ERROR', 'Something went wrong in the server. See its log for details.')
}

// https://sqlite.org/rescode.html: the low byte is the primary code.
const SQLITE_BUSY = 5
const SQLITE_READONLY = 8
const SQLITE_IOERR = 10
const SQLITE_FULL = 13
const SQLITE_TOOBIG = 18
const SQLITE_CONSTRAINT = 19

function sqliteCode(error: unknown): number | undefined {
  const errcode = error instanceof Error && 'errcode' in error ? error.errcode : undefined
  return typeof errcode === 'number' ? errcode & 0xff : undefined
}

/** A full disk, a quota or a file size limit; SQLite reports the last two as an I/O error. */
function diskFull(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOSPC' || code === 'EDQUOT' || code === 'EFBIG') return true
  const sqlite = sqliteCode(error)
  return sqlite === SQLITE_FULL || sqlite === SQLITE_IOERR
}
