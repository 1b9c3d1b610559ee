import { type Atom, outcome } from '../engine/differ.ts'
import type { Exchange } from '../engine/pair.ts'

/** One difference between the two answers to a request. */
export type Meeting = Exchange & { endpoint: string; atom: Atom }

/** An entry of DIFFERENCES.md, and the differences that it explains. */
export type Difference = {
  id: string
  covers: (met: Meeting) => boolean
  /** Both servers hold the same data afterwards, although only one accepts the request. */
  sameEffect?: true
}

/** The whole request as text, to search in. */
export const textOf = ({ request }: Meeting): string =>
  JSON.stringify(request, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

type Words = { endpoint?: RegExp; real?: RegExp; ours?: RegExp }

/** Whether both refuse with the same status and code, but another message. */
export function otherWords({ endpoint, atom, real, ours }: Meeting, words: Words): boolean {
  const sameCode = code(real) === code(ours) && real.status === ours.status
  return atom.at === 'message' && sameCode && fits({ endpoint, real, ours }, words)
}

/** Whether we refuse what MLflow accepts. */
export function weRefuse({ endpoint, real, ours }: Meeting, words: Words): boolean {
  return real.status < 400 && refuses(ours) && fits({ endpoint, real, ours }, words)
}

/** Whether MLflow fails with a 5xx or HTML, and we refuse with a 4xx and a message. */
export function mlflowFails({ endpoint, real, ours }: Meeting, words: Words): boolean {
  return real.status >= 500 && refuses(ours) && fits({ endpoint, real, ours }, words)
}

/** Whether both refuse, with any code and message: for checks made in another order. */
export function bothRefuse({ endpoint, real, ours }: Meeting, words: Words): boolean {
  return real.status >= 400 && real.status < 500 && refuses(ours) && fits({ endpoint, real, ours }, words)
}

const refuses = ({ status, isJson }: Exchange['ours']) => isJson && status >= 400 && status < 500
const code = ({ body }: Exchange['ours']) => (body as { error_code?: string }).error_code

function fits({ endpoint, real, ours }: Pick<Meeting, 'endpoint' | 'real' | 'ours'>, words: Words): boolean {
  return (
    (words.endpoint?.test(endpoint) ?? true) &&
    (words.real?.test(outcome(real)) ?? true) &&
    (words.ours?.test(outcome(ours)) ?? true)
  )
}
