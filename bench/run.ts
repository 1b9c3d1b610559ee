import { readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { busyProcessors, nowAtCommit } from './machine.ts'
import { notesOf, type Part, withFound } from './results.ts'
import { said } from './said.ts'
import { beginTables } from './table.ts'
import { beginSummary } from './targets.ts'

const file = join(import.meta.dirname, 'RESULTS.md')

/** Measures a part, and writes what it found to RESULTS.md. */
export type Measure = (part: Part, work: () => Promise<void>) => Promise<void>

/** Begins a run. `what`: its data, and what it was measured beside. `isWritten`: whether it measures as much as RESULTS.md says. */
export function beginRun(what: string, isWritten: boolean): Measure {
  const machine = `Node ${process.versions.node} on ${cpus().length} × ${cpus()[0]?.model.trim()}`
  const memory = isInMemory() ? '; the data in memory (tmpfs), where a sync takes no time' : ''
  return async (part, work) => {
    const busy = await busyProcessors()
    const otherWork = busy > QUIET ? `${busy.toFixed(2)}, too much to trust the times` : busy.toFixed(2)
    const tables = beginTables(part)
    const summaryWith = beginSummary(part)
    const seconds = await said(part, work)
    if (!isWritten) return
    const text = readFileSync(file, 'utf8')
    const run = [nowAtCommit(), String(seconds), `${what}; ${machine}${memory}`, otherWork]
    writeFileSync(file, withFound(text, { part, run, summary: summaryWith(notesOf(text)), tables }))
  }
}

/** Busy processors above which other work takes those that are measured. */
const QUIET = 0.2
const TMPFS = 0x01_02_19_94 // TMPFS_MAGIC of Linux, statfs(2)
const isInMemory = () => statfsSync(tmpdir()).type === TMPFS
