/** MLflow's error codes and the HTTP status of each (docs/rest-contract.md §1.1). */
export const statusOf = {
  INVALID_PARAMETER_VALUE: 400,
  RESOURCE_ALREADY_EXISTS: 400,
  BAD_REQUEST: 400,
  MALFORMED_REQUEST: 400,
  UNAUTHENTICATED: 401,
  CUSTOMER_UNAUTHORIZED: 401,
  PERMISSION_DENIED: 403,
  RESOURCE_DOES_NOT_EXIST: 404,
  NOT_FOUND: 404,
  ENDPOINT_NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  REQUEST_TIMEOUT: 408,
  RESOURCE_CONFLICT: 409,
  REQUEST_TOO_LARGE: 413,
  URI_TOO_LONG: 414,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RANGE_NOT_SATISFIABLE: 416,
  REQUEST_LIMIT_EXCEEDED: 429,
  HEADERS_TOO_LARGE: 431,
  INTERNAL_ERROR: 500,
  INVALID_STATE: 500,
  NOT_IMPLEMENTED: 501,
  BAD_GATEWAY: 502,
  TEMPORARILY_UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
  INSUFFICIENT_STORAGE: 507,
} as const

export type ErrorCode = keyof typeof statusOf

/** An error of the MLflow API: the server throws it, and the client rebuilds it from `{error_code, message}`. */
export class ApiError extends Error {
  /** MLflow's error_code. A foreign server may send one that is not in `statusOf`. */
  readonly code: string
  readonly status: number
  constructor(code: ErrorCode | (string & {}), message: string, status: number = statusOf[code as ErrorCode] ?? 500) {
    super(message)
    this.name = 'ApiError'
    this.code = code
    this.status = status
  }
}

/** 400 INVALID_PARAMETER_VALUE, the most common error. */
export const invalid = (message: string): ApiError => new ApiError('INVALID_PARAMETER_VALUE', message)
/** 404 RESOURCE_DOES_NOT_EXIST. */
export const missing = (message: string): ApiError => new ApiError('RESOURCE_DOES_NOT_EXIST', message)
/** 409 RESOURCE_CONFLICT. */
export const conflict = (message: string): ApiError => new ApiError('RESOURCE_CONFLICT', message)

/** Whether a server is busy or absent, so that trying again may help: a refusal will not change. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && [0, 429, 502, 503, 504].includes(error.status)
