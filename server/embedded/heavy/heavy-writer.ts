import { Tinypool } from 'tinypool'
import { ApiError } from '#contract/errors.ts'
import type { HeavyWriter } from '../context.ts'
import type { Db } from '../db.ts'
import { JsonText } from '../json.ts'
import type { ArtifactStore } from '../store/artifacts/artifacts.ts'
import { writeTextsSoon } from '../store/find/model-texts.ts'
import { FilesChanged } from '../store/reviews/policy/gate.ts'
import { heavyWrites, type HeavyWriteName, isHeavyWrite, revisionsOf } from './heavy-writes.ts'
import type { WriterData, WriteTask, Written } from './writer.ts'

const IDLE_MS = 60_000

/**
 * Opens the writer of the database file at `path`, whose other writes `db` makes, and whose versions have files in `artifacts`. Its thread
 * starts with the first heavy write, and ends when there was none for `idleMs`.
 */
export function openHeavyWriter(
  path: string,
  db: Db,
  artifacts: Pick<ArtifactStore, 'whileUnchanged'>,
  how: Omit<WriterData, 'path'>,
  idleMs: number = IDLE_MS,
): HeavyWriter {
  let pool: Tinypool | undefined
  let closing = false
  const underWay = new Set<Promise<unknown>>()
  const started = () =>
    (pool ??= new Tinypool({
      filename: new URL('writer.ts', import.meta.url).href,
      name: 'write',
      workerData: { path, ...how } satisfies WriterData,
      minThreads: 0, // or else the last one stays, however long it is idle
      maxThreads: 1,
      idleTimeout: idleMs,
      useAtomics: false,
      // Enough for the largest body in small objects, and its answer. V8 reserves none of it.
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 512 },
    }))
  const inThread = async (task: WriteTask): Promise<Written> => {
    if (closing) throw shuttingDown()
    try {
      return (await started().run(task)) as Written
    } catch (error) {
      throw closing ? shuttingDown() : error
    }
  }
  const writeAside = (name: HeavyWriteName, permitted: Permitted) => {
    const { isAwaited, isByFiles }: { isAwaited?: true; isByFiles?: true } = heavyWrites[name]
    const write = async () => {
      for (;;) {
        const task = { name, ...permitted(), revisions: revisionsOf(db) }
        const written = await inThread(task)
        if (written === 'changed') continue // by a command in the shell
        if (written === 'files') throw new FilesChanged()
        if ('json' in written) return new JsonText(written.json)
        const { code, message, status } = written.error
        throw new ApiError(code, message, status)
      }
    }
    return db.aside(isByFiles ? () => artifacts.whileUnchanged(write) : write, isAwaited)
  }
  return {
    write(name, input, permitted, turnedOut = false) {
      if (!isHeavyWrite(name)) return undefined
      const { isHeavy, ifItTurnsOut }: { isHeavy: unknown; ifItTurnsOut?: unknown } = heavyWrites[name]
      const isAside = (turnedOut ? ifItTurnsOut : isHeavy) as AnyIsHeavy | undefined
      if (!isAside?.(input, db)) return undefined
      const written = writeAside(name, permitted)
      underWay.add(written)
      const ended = () => {
        underWay.delete(written)
        if (name !== 'writeTexts') writeTextsSoon(db) // those wait on if it failed, until somebody searches
      }
      written.then(ended, ended)
      return written
    },
    mayTurnOut: (name) => isHeavyWrite(name) && 'ifItTurnsOut' in heavyWrites[name],
    async close() {
      closing = true
      await pool?.destroy()
      // Each ends at once now. Then nothing keeps this thread from writing what waits, even if the database is closed next.
      await Promise.allSettled(underWay)
    },
  }
}

const shuttingDown = () => new ApiError('TEMPORARILY_UNAVAILABLE', 'The server is shutting down.')

type Permitted = Parameters<HeavyWriter['write']>[2]

/** Name and input match, which types can't express for a name known only at run time. */
type AnyIsHeavy = (input: unknown, db: Db) => boolean
