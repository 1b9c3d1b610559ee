import { readdirSync, readFileSync } from 'node:fs'

/** Resident MB of a process and everything it started. Linux only: NaN elsewhere. */
export function memoryOf(pid: number | undefined): number {
  try {
    const parents = new Map(processes().map((id) => [id, field(id, 'PPid')]))
    const isOurs = (id: number): boolean => id === pid || (parents.has(id) && isOurs(parents.get(id) ?? 0))
    return [...parents.keys()].filter(isOurs).reduce((sum, id) => sum + field(id, 'VmRSS') / 1024, 0)
  } catch {
    return Number.NaN
  }
}

const processes = () =>
  readdirSync('/proc')
    .map(Number)
    .filter((id) => id > 0)

function field(id: number, name: string): number {
  try {
    return Number(new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0 // it has ended meanwhile
  }
}
