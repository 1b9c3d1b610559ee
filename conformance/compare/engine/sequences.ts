import { differ } from './differ.ts'
import type { FilterSearch } from '../worlds/filter-arbitraries.ts'
import { count, type Ledger, unexplained } from './ledger.ts'
import { normalise } from './normalise.ts'
import { type Pair, requestOf } from './pair.ts'
import { sequences } from '../worlds/sequence-searches.ts'
import { ask } from './side.ts'
import type { Answer } from './wire.ts'

const mostPages = 40

/** Reads every search of one kind to its last page on both servers; returns unexplained differences, one line each. */
export async function runSequences(pair: Pair, ledger: Ledger, name: FilterSearch): Promise<string[]> {
  const problems: string[] = []
  for (const input of sequences[name]) problems.push(...(await walk(pair, ledger, name, input)))
  return problems
}

async function walk(pair: Pair, ledger: Ledger, name: FilterSearch, input: Record<string, unknown>): Promise<string[]> {
  const problems: string[] = []
  for (let page = 1; page <= mostPages; page += 1) {
    const request = requestOf(name, page === 1 ? input : { ...input, page_token: '{token}' })
    const [real, ours] = await Promise.all([ask(pair.real, request), ask(pair.ours, request)])
    const plain = { real: normalise(pair.real, real, request.path), ours: normalise(pair.ours, ours, request.path) }
    count(ledger, name, 'valid')
    const found = { request, ...plain, atoms: differ(plain.real, plain.ours) }
    problems.push(...unexplained(ledger, name, `page ${page}`, found))
    const tokens = [tokenOf(real), tokenOf(ours)] as const
    if (tokens[0] === undefined || tokens[1] === undefined) return problems // one server has more pages: reported above
    pair.real.names.set('token', tokens[0])
    pair.ours.names.set('token', tokens[1])
  }
  return [...problems, `${name} ${JSON.stringify(input)}: the pages never end`]
}

function tokenOf({ isJson, body }: Answer): string | undefined {
  return isJson ? (body as { next_page_token?: string }).next_page_token : undefined
}
