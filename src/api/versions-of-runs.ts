import type { ModelVersion } from '#contract/versions.ts'
import { call } from './client.ts'
import { equals } from './search-filter.ts'

type Waiting = { resolve: (versions: ModelVersion[]) => void; reject: (error: unknown) => void }

/** Runs asked for in one request: a search of versions is a GET, and some servers take no more than 4 kB of address. */
const AT_ONCE = 50
/** Rows that are drawn within so many ms of each other share a request. */
const PAUSE = 30

let waiting = new Map<string, Waiting[]>()

/** All versions that name this run, of every model, newest first. Many runs asked for at once take few requests. */
export function versionsOfRun(runId: string): Promise<ModelVersion[]> {
  if (waiting.size === 0) setTimeout(askAll, PAUSE)
  return new Promise((resolve, reject) => {
    waiting.set(runId, [...(waiting.get(runId) ?? []), { resolve, reject }])
  })
}

function askAll() {
  const entries = [...waiting]
  waiting = new Map()
  // Ids come from the address of a page as well: one that does not look like one is not put into a list.
  const plain = entries.filter(([id]) => /^\w+$/.test(id))
  for (let at = 0; at < plain.length; at += AT_ONCE) void ask(new Map(plain.slice(at, at + AT_ONCE)))
  for (const entry of entries) if (!plain.includes(entry)) void ask(new Map([entry]))
}

async function ask(batch: ReadonlyMap<string, Waiting[]>) {
  const ids = [...batch.keys()]
  const [only = ''] = ids
  const filter = ids.length === 1 ? equals('run_id', only) : `run_id IN (${ids.map((id) => `'${id}'`).join(',')})`
  try {
    const { model_versions = [] } = await call('searchVersions', { filter, max_results: 10_000 })
    const found = Map.groupBy(model_versions, ({ run_id }) => run_id ?? '')
    for (const [id, all] of batch) for (const { resolve } of all) resolve(newestFirst(found.get(id) ?? []))
  } catch (error) {
    for (const all of batch.values()) for (const { reject } of all) reject(error)
  }
}

export const newestFirst = (versions: readonly ModelVersion[]): ModelVersion[] =>
  versions.toSorted((a, b) => (b.creation_timestamp ?? 0) - (a.creation_timestamp ?? 0))
