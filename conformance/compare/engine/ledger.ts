import type { Atom } from './differ.ts'
import { differences } from '../differences/all-differences.ts'
import type { Difference } from '../differences/difference.ts'
import type { Exchange } from './pair.ts'
import { type Kind, kinds } from './plan.ts'
import { short } from './generate.ts'

/** Counts requests per endpoint and kind, and records the differences met. */
export type Ledger = { counts: Map<string, Record<Kind, number>>; met: Map<string, number> }

export const newLedger = (): Ledger => ({ counts: new Map(), met: new Map() })

export function count(ledger: Ledger, endpoint: string, kind: Kind): void {
  const counts = ledger.counts.get(endpoint) ?? { valid: 0, boundary: 0, invalid: 0 }
  counts[kind] += 1
  ledger.counts.set(endpoint, counts)
}

/** Returns the differences that no entry of DIFFERENCES.md explains, one line each; records the entries met. */
export function unexplained(ledger: Ledger, endpoint: string, what: string, found: Exchange): string[] {
  return found.atoms.flatMap((atom) => {
    const entry = entryFor(endpoint, atom, found)
    if (!entry) return [line(endpoint, what, found, atom)]
    ledger.met.set(entry.id, (ledger.met.get(entry.id) ?? 0) + 1)
    return []
  })
}

/** Finds the entry of DIFFERENCES.md that explains a difference. */
const entryFor = (endpoint: string, atom: Atom, found: Exchange): Difference | undefined =>
  differences.find(({ covers }) => covers({ endpoint, atom, ...found }))

/** Whether only one server accepted a request, so that their data differs from then on. */
export function partsWays(endpoint: string, found: Exchange): boolean {
  if (found.real.status < 400 === found.ours.status < 400) return false
  return !found.atoms.every((atom) => entryFor(endpoint, atom, found)?.sameEffect)
}

function line(endpoint: string, what: string, { request }: Exchange, { at, real, ours }: Atom): string {
  const sent = short(request.body ?? request.query ?? '')
  return `${endpoint}, ${what}: ${request.method} ${request.path} ${sent}\n  ${at}\n    MLflow ${show(real)}\n    ours   ${show(ours)}`
}

const show = (value: unknown) =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')).slice(0, 400)

/** Prints the counts as a table, one line per endpoint; `why` explains a cell without requests. */
export function table({ counts }: Ledger, why: (endpoint: string, kind: Kind) => string | undefined): string {
  const rows = [...counts].map(([endpoint, cells]) => [
    endpoint,
    ...kinds.map((kind) => (cells[kind] > 0 ? String(cells[kind]) : (why(endpoint, kind) ?? 'EMPTY'))),
  ])
  const total = [
    'total',
    ...kinds.map((kind) => String([...counts.values()].reduce((sum, cells) => sum + cells[kind], 0))),
  ]
  const width = Math.max(...rows.map(([name = '']) => name.length))
  return [['endpoint', ...kinds], ...rows, total]
    .map(([name = '', ...cells]) => `${name.padEnd(width)}  ${cells.map((cell) => cell.padStart(9)).join('')}`)
    .join('\n')
}
