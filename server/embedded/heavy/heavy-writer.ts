import { Tinypool } from 'tinypool'
import { ApiError } from '#contract/errors.ts'
import type { HeavyWriter } from '../context.ts'
import type { Db } from '../db.ts'
import { heavyWrites, isHeavyWrite, revisionsOf } from './heavy-writes.ts'
import type { WriterData, WriteTask, Written } from './writer.ts'

const IDLE_MS = 60_000

/** Opens the writer of the database file at `path`, whose other writes `db` makes. Its thread starts with the first heavy write. */
export function openHeavyWriter(path: string, db: Db, how: Omit<WriterData, 'path'>): HeavyWriter {
  let pool: Tinypool | undefined
  let closing = false
  const started = () =>
    (pool ??= new Tinypool({
      filename: new URL('writer.ts', import.meta.url).href,
      name: 'write',
      workerData: { path, ...how } satisfies WriterData,
      minThreads: 1,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
      useAtomics: false,
      resourceLimits: { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 64 },
    }))
  const inThread = async (task: WriteTask): Promise<Written> => {
    try {
      return (await started().run(task)) as Written
    } catch (error) {
      throw closing ? new ApiError('TEMPORARILY_UNAVAILABLE', 'The server is shutting down.') : error
    }
  }
  return {
    write(name, input, permitted) {
      if (!isHeavyWrite(name) || !(heavyWrites[name].isHeavy as AnyIsHeavy)(input, db)) return undefined
      return db.aside(async () => {
        for (;;) {
          const task = { name, input, who: permitted(), revisions: revisionsOf(db) }
          const written = await inThread(task)
          if (written === 'changed') continue // by a command in the shell
          if ('answer' in written) return written.answer
          const { code, message, status } = written.error
          throw new ApiError(code, message, status)
        }
      })
    },
    async close() {
      closing = true
      await pool?.destroy()
    },
  }
}

/** Name and input match, which types can't express for a name known only at run time. */
type AnyIsHeavy = (input: unknown, db: Db) => boolean
