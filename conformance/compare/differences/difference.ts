import { type Atom, outcome } from '../engine/differ.ts'
import type { Exchange } from '../engine/pair.ts'

/** One thing in which the two answers to a request differ. */
export type Meeting = Exchange & { endpoint: string; atom: Atom }

/** An entry of DIFFERENCES.md, and which differences it accounts for. */
export type Difference = {
  id: string
  covers: (met: Meeting) => boolean
  /** Although only one of the two takes the request, both hold the same afterwards. */
  sameEffect?: true
}

/** All of a request as text, to look for what it has in it. */
export const textOf = ({ request }: Meeting): string =>
  JSON.stringify(request, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

type Words = { endpoint?: RegExp; real?: RegExp; ours?: RegExp }

/** Whether both refuse, and only in other words: at `message`, and with the same status and code. */
export function otherWords({ endpoint, atom, real, ours }: Meeting, words: Words): boolean {
  const sameCode = code(real) === code(ours) && real.status === ours.status
  return atom.at === 'message' && sameCode && fits({ endpoint, real, ours }, words)
}

/** Whether we refuse what MLflow takes. */
export function weRefuse({ endpoint, real, ours }: Meeting, words: Words): boolean {
  return real.status < 400 && refuses(ours) && fits({ endpoint, real, ours }, words)
}

/** Whether MLflow fails with a 5xx, or with HTML, and we refuse with a 4xx and words. */
export function mlflowFails({ endpoint, real, ours }: Meeting, words: Words): boolean {
  return real.status >= 500 && refuses(ours) && fits({ endpoint, real, ours }, words)
}

/** Whether both refuse, in whatever words and with whatever code: for what they check in another order. */
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
