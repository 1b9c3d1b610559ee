import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { SQLInputValue } from 'node:sqlite'
import type { NewFile } from '../artifacts/artifact-folder.ts'
import type { SampleTable } from './sample-tables.ts'

export type SampleRow = Record<string, SQLInputValue>
/** A metric of a run: its points as [milliseconds before the newest thing in the sample, step, value]. */
type Series = { run_id: string; key: string; points: [time: number, step: number, value: number | 'NaN'][] }
export type SampleRows = Record<SampleTable, SampleRow[]> & { metrics: Series[] }

const folder = join(import.meta.dirname, '../../sample')

/** The output of scripts/sample/make.py: rows with times in negative milliseconds, relative to now. */
export async function readSampleRows(): Promise<SampleRows> {
  // Our own file, and tests load all of it.
  return JSON.parse(await readFile(join(folder, 'rows.json'), 'utf8')) as SampleRows
}

/** The artifact files by path below the sample's folder, dated as if loaded at `now` (ms). */
export async function readSampleFiles(now: number): Promise<NewFile[]> {
  const root = join(folder, 'artifacts')
  const entries = await readdir(root, { recursive: true, withFileTypes: true })
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async ({ parentPath, name }) => {
        const bytes = await readFile(join(parentPath, name))
        const path = join(parentPath, name)
          .slice(root.length + 1)
          .replaceAll(sep, '/')
        return { path, bytes: name === 'MLmodel' ? Buffer.from(dated(String(bytes), now)) : bytes }
      }),
  )
}

/** Replaces times in MLmodel files, in Python's format: `@-5000` is five seconds ago. */
const dated = (text: string, now: number) =>
  text.replaceAll(/@(-?\d+)/g, (_, offset: string) =>
    new Date(now + Number(offset)).toISOString().replace('T', ' ').replace('Z', '000'),
  )
