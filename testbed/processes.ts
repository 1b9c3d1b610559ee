import { readdirSync, readFileSync } from 'node:fs'

/** Resident MB of a process and everything it started. Linux only: NaN elsewhere. */
export function memoryOf(pid: number | undefined): number {
  return sumOf(pid, (id) => Number(/^VmRSS:\s*(\d+)/m.exec(read(`${id}/status`))?.[1] ?? 0) / 1024)
}

/** Processor time in ms of a process, its threads and everything it started, to the nanosecond. Linux only: NaN elsewhere. */
export function processorMs(pid: number | undefined): number {
  return sumOf(pid, (id) =>
    readdirSync(`/proc/${id}/task`).reduce(
      (sum, thread) => sum + Number(read(`${id}/task/${thread}/schedstat`).split(' ', 1)[0]) / 1e6,
      0,
    ),
  )
}

/** Ms for which the main thread of a process could have run, but other threads had the processors. Linux only: NaN elsewhere. */
export const waitingTime = (pid: number | undefined): number => Number(read(`${pid}/schedstat`).split(' ')[1]) / 1e6

function sumOf(pid: number | undefined, value: (id: number) => number): number {
  try {
    const parents = new Map(processes().map((id) => [id, parentOf(id)]))
    const isOurs = (id: number): boolean => id === pid || (parents.has(id) && isOurs(parents.get(id) ?? 0))
    return [...parents.keys()].filter(isOurs).reduce((sum, id) => sum + value(id), 0)
  } catch {
    return Number.NaN
  }
}

const processes = () =>
  readdirSync('/proc')
    .map(Number)
    .filter((id) => id > 0)

const parentOf = (id: number) => Number(/^PPid:\s*(\d+)/m.exec(read(`${id}/status`))?.[1] ?? 0)

function read(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8')
  } catch {
    return '' // it has ended meanwhile
  }
}
