import type { Answer } from './wire.ts'

/** One difference between two answers: `at` is `outcome`, `status`, `error_code`, `message`, or a path. */
export type Atom = { at: string; real: unknown; ours: unknown }

/** The headers that clients use. Dates, lengths and ETags differ with the bytes and the time. */
const headers = ['content-type', 'content-disposition', 'content-range', 'accept-ranges', 'x-content-type-options']

/** All differences between two normalized answers; none if a client could not tell them apart. */
export function differ(real: Answer, ours: Answer): Atom[] {
  if (isRefusal(real) !== isRefusal(ours) || (isRefusal(real) && !(isError(real) && isError(ours))))
    return same(outcome(real), outcome(ours)) ? [] : [{ at: 'outcome', real: outcome(real), ours: outcome(ours) }]
  return [
    ...compare('status', real.status, ours.status),
    ...headers.flatMap((name) => compare(`header ${name}`, header(real, name), header(ours, name))),
    ...deep('', real.body, ours.body),
  ]
}

/** The case of a charset does not matter (RFC 9110). */
const header = ({ headers }: Answer, name: string) =>
  headers[name]?.replace(/charset=\S+/i, (charset) => charset.toLowerCase())
const isRefusal = ({ status }: Answer) => status >= 400
const isError = ({ isJson, body }: Answer) => isJson && 'error_code' in (body as object)

/** The outcome of a request in a line: the status, then the error or `HTML`, `text`, `JSON`. */
export function outcome({ status, isJson, body }: Answer): string {
  if (status < 400) return String(status)
  const { error_code, message } = (isJson ? body : {}) as { error_code?: string; message?: string }
  if (error_code) return `${status} ${error_code}: ${message}`
  return `${status} ${isJson ? `JSON ${JSON.stringify(body)}` : String(body).startsWith('<') ? 'HTML' : `text ${String(body)}`}`
}

function deep(at: string, real: unknown, ours: unknown): Atom[] {
  if (Array.isArray(real) && Array.isArray(ours) && real.length === ours.length)
    return real.flatMap((item, index) => deep(`${at}[${index}]`, item, ours[index]))
  if (isObject(real) && isObject(ours)) {
    const names = new Set([...Object.keys(real), ...Object.keys(ours)])
    return [...names].flatMap((name) => deep(at ? `${at}.${name}` : name, real[name], ours[name]))
  }
  return compare(at, real, ours)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const compare = (at: string, real: unknown, ours: unknown): Atom[] => (same(real, ours) ? [] : [{ at, real, ours }])
