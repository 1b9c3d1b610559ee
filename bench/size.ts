import { lstatSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { memoryOf } from '../testbed/processes.ts'
import { median, spreadOf } from './spread.ts'
import { table } from './table.ts'
import { misses } from './targets.ts'

/** What was started: its process, the seconds of each start, and MLflow's Python. */
type Started = { pid: number | undefined; starts: number[]; python?: string }

/** Prints how long both take to start, how much memory they have now, and how much they take on the disk. */
export function compareSizes(real: Required<Started>, mine: Started, before?: Started): void {
  const note =
    'Needed to run are Node 24, the packages of the server and the built app; npm start installs those that build and test the app too.'
  const row = table(
    'Start, memory and size: memory after all that',
    ['', 'MLflow', 'before', 'now', 'at most', ''],
    note,
  )
  const starts = spreadOf(mine.starts)
  const was = before ? spreadOf(before.starts) : ''
  row(['start, s', median(real.starts), was, starts, 1, misses('start, s', 'start', starts, 1) ? '←' : ''])
  const memory = memoryOf(mine.pid)
  const isLarge = misses('memory, MB', 'after requests and files', memory, MEMORY)
  row(['memory, MB', memoryOf(real.pid), before ? memoryOf(before.pid) : '', memory, MEMORY, isLarge ? '←' : ''])
  const { all, needed } = installedSizes()
  const isMissed = misses('size installed, MB', 'needed to run', needed, SIZE)
  row(['needed to run, MB', environmentSize(real.python), '', needed, SIZE, isMissed ? '←' : ''])
  row(['installed by npm start, MB', '', '', all, '', ''])
}

const MEMORY = 250
const SIZE = 350
const root = join(import.meta.dirname, '..')

type Lock = { packages: Record<string, { dev?: boolean; devOptional?: boolean }> }

/**
 * MB on the disk, without downloading anything: what `npm start` installs (all packages, with the tools that build the app and test it, and
 * the packaged Node), and what of it the built server needs, as `npm ci --omit=dev` installs it; each with the app that was built.
 */
function installedSizes() {
  const lock = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')) as Lock // npm wrote it
  const built = sizeOf(join(root, 'dist'))
  const folders = Object.entries(lock.packages)
  const needed = folders.filter(([, { dev, devOptional }]) => !dev && !devOptional)
  const sum = (all: typeof folders) => all.reduce((total, [folder]) => total + ownSize(join(root, folder)), 0)
  return { all: sum(folders) + built, needed: sum(needed) + built }
}

/** MB of the environment that a Python belongs to. */
const environmentSize = (python: string): number => sizeOf(dirname(dirname(python)))

/** Without the packages in it, which are listed themselves. */
const ownSize = (folder: string) => sizeOf(folder, ({ name }) => name !== 'node_modules')

function sizeOf(folder: string, isCounted: (entry: { name: string }) => boolean = () => true): number {
  let bytes = 0
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) bytes += isCounted(entry) ? sizeOf(path, isCounted) * 1e6 : 0
    else bytes += lstatSync(path).blocks * 512
  }
  return bytes / 1e6
}
