import { createHash } from 'node:crypto'
import { artifactUrl, type ArtifactOwner } from '#contract/artifact-url.ts'
import { parseMlmodel } from '#contract/mlmodel.ts'
import { below, placeOfSource } from '#contract/model-uri.ts'
import { looseRequirements } from '#contract/policy/requirements.ts'
import { aliasTarget } from '#contract/policy/alias-target.ts'
import type { Rule } from '#contract/policy/rules.ts'
import type { VersionId } from '#contract/versions.ts'
import type { Db } from '../../embedded/db.ts'
import { notePassing } from '../../embedded/passing-bytes.ts'
import { stored } from '../../embedded/store/metric-values.ts'
import { CLOSED } from '../../embedded/store/reviews/policy/closed-runs.ts'
import { recordFilesChanged } from '../../embedded/store/reviews/files-changed.ts'
import type { HashedFile, ReadFiles } from '../../embedded/store/reviews/policy/version-files.ts'
import type { Ask } from './ask.ts'
import { listedAs } from './copy-versions.ts'
import { type Listed, listFiles, MAX_FILES, type Unlisted, whyUnread } from './list-files.ts'
import { UNKNOWN } from './made-by.ts'
import type { ModelThere } from './read-model.ts'
import type { VersionThere } from './version-texts.ts'

/** Larger files count by their size only. */
const MAX_HASHED = 50 * 1024 * 1024
/** The files that rules look into, of which so many bytes count. */
const lookedInto = ['MLmodel', 'requirements.txt']
const MAX_TEXT = 4 * 1024 * 1024
const TOO_MANY = `it has more than ${MAX_FILES.toLocaleString('en')} files`

type FewFiles = ReadFiles & { files: readonly HashedFile[] }
/** Lists of files by version, each for one reader. */
export type Lists = Map<string, Listed[] | Unlisted>
/** What a model's room (model-room.ts) has. */
type Around = { ask: Ask; db: Db; there: ModelThere; lists: Lists; reader: string }

/** Reads what a rule may ask for in a version's files, and keeps their list. */
export async function readFiles(
  { ask, db, there: { versions }, lists, reader }: Around,
  id: VersionId,
): Promise<FewFiles> {
  const number = String(BigInt(id.version))
  const version = versions.find((it) => it.version === number)
  const place = version && placeOfSource(version.source ?? '', version.run_id, version.model_id)
  const listed = lists.get(number) ?? (await listFiles(ask, place))
  lists.delete(number) // if they are read again, they have changed
  const state = await keepList(db, id.name, number, listed)
  const unreadable = { unreadable: `its files at ${version?.source ?? 'an unknown place'} cannot be read` }
  if (listed === 'too many')
    return { state, hash: sha256(version?.source ?? ''), facts: { unreadable: TOO_MANY }, files: [] }
  if (listed === 'closed') return closed(state, reader)
  if (!place || listed === 'unreadable')
    return { state, hash: sha256(version?.source ?? ''), facts: unreadable, files: [] }
  const files: HashedFile[] = []
  const texts = new Map<string, string>()
  for (const { path, size } of listed) {
    const keep = lookedInto.includes(path) ? MAX_TEXT : 0
    const file = size > MAX_HASHED ? undefined : await hashed(ask, place.owner, below(place.path, path), keep)
    if (file === 'closed') return closed(state, reader)
    files.push({ path, size, ...(file && { sha256: file.sha256 }) })
    if (file && keep > 0) texts.set(path, file.text)
  }
  const has = (name: string) => listed.some(({ path }) => path === name)
  const isLost = lookedInto.some((name) => has(name) && !texts.has(name))
  const mlmodel = texts.get('MLmodel')
  const requirements = texts.get('requirements.txt')
  const model = mlmodel === undefined ? undefined : parseMlmodel(mlmodel)
  return {
    state,
    hash: sha256(files.map(({ path, size, sha256: hash = '' }) => `${path}\0${size}\0${hash}`).join('\n')),
    files,
    facts: isLost
      ? unreadable
      : {
          signature: model?.signature !== undefined,
          input_example: model?.input_example !== undefined && has(model.input_example),
          ...(requirements !== undefined && { loose: looseRequirements(requirements) }),
        },
  }
}

/** Others may read them, so nothing is said of what an approval would be for: it would depend on who asks. */
const closed = (state: string, reader: string): FewFiles => ({
  state,
  hash: '',
  closedTo: reader,
  facts: { unreadable: `${reader} may not read its files` },
  files: [],
})

/** The versions that the rules ask about: those that a call names, and those that are where a rule guards them. */
export function versionsAround(there: ModelThere, rules: readonly Rule[], asked: readonly string[]): VersionThere[] {
  if (rules.length === 0) return []
  const targets = new Set(rules.map(({ target }) => target))
  const numbers = new Set(asked)
  for (const { version, current_stage = 'None' } of there.versions) if (targets.has(current_stage)) numbers.add(version)
  for (const { alias, version } of there.model.aliases ?? []) if (targets.has(aliasTarget(alias))) numbers.add(version)
  return there.versions.filter(({ version }) => numbers.has(version))
}

/** The runs whose metrics the rules ask about. */
export const runsAround = (rules: readonly Rule[], around: readonly VersionThere[]): string[] =>
  rules.some(({ metrics }) => metrics.length > 0) ? [...new Set(around.flatMap(({ run_id }) => run_id || []))] : []

/** Reads what the rules ask about besides the files of the version itself: lists of files, and the metrics of `runs`. */
export async function readAround(
  { ask, db, there, lists, reader }: Around,
  around: readonly VersionThere[],
  { rules, runs }: { rules: readonly Rule[]; runs: readonly string[] },
): Promise<void> {
  for (const { version, source = '', run_id, model_id } of around) {
    const listed = await listFiles(ask, placeOfSource(source, run_id, model_id))
    lists.set(version, listed)
    await keepList(db, there.model.name, version, listed)
  }
  const keys = new Set(rules.flatMap(({ metrics }) => metrics.map(({ key }) => key)))
  for (const run of runs) await readMetrics({ ask, db, reader }, run, keys)
}

/** Forgets the metrics of runs: they were read with one caller's rights, and the next one's may differ. */
export const forgetMetrics = (db: Db, runs: readonly string[]): Promise<void> =>
  db.write(() => runs.forEach((run) => db.run('DELETE FROM runs WHERE run_id = ?', run)))

/** Hashes a file while it comes, and keeps the text that its first `keep` bytes are. */
async function hashed(ask: Ask, owner: ArtifactOwner, path: string, keep: number) {
  const hash = createHash('sha256')
  const start: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of await ask.bytes(`/${artifactUrl(owner, path)}`)) {
      if (size < keep) start.push(Buffer.from(chunk.subarray(0, keep - size)))
      size += chunk.length
      if (size > MAX_HASHED) return undefined
      hash.update(chunk)
      notePassing(chunk.length)
    }
  } catch (error) {
    return whyUnread(error) === 'closed' ? 'closed' : undefined
  }
  return { sha256: hash.digest('hex'), text: Buffer.concat(start).toString('utf8') }
}

/**
 * Keeps which files a version has; says in its log if they are others than those that were listed before. Somebody who may not read them
 * changes nothing. Gives what `filesState` is then.
 */
async function keepList(db: Db, name: string, version: string, listed: Listed[] | Unlisted): Promise<string> {
  const known = typeof listed === 'string' ? NOT_LISTED : listedAs(sha256(JSON.stringify(listed)))
  return db.write(() => {
    const id = [name, Number(version)] as const
    const before = db.get<{ storage_location: string }>(
      'SELECT storage_location FROM model_versions WHERE name = ? AND version = ?',
      ...id,
    )?.storage_location
    const state = listed === 'closed' ? (before ?? known) : known
    if (before === undefined || before === state) return state
    db.run('UPDATE model_versions SET storage_location = ? WHERE name = ? AND version = ?', state, ...id)
    if (![before, state].some((it) => it === NOT_LISTED || it === listedAs('')))
      recordFilesChanged(db, { name, version }, UNKNOWN)
    return state
  })
}

const NOT_LISTED = listedAs('no')

/**
 * Keeps those metrics of a run that rules name, for one caller (model-room.ts). One that is gone is forgotten, and one that the caller may not
 * read is closed: rules then know that others may.
 */
async function readMetrics(
  { ask, db, reader }: Pick<Around, 'ask' | 'db' | 'reader'>,
  run_id: string,
  keys: ReadonlySet<string>,
): Promise<void> {
  type Metric = { key: string; value: number | string; timestamp?: number; step?: number }
  const answer = await ask
    .items<Metric>({ method: 'GET', call: 'runs/get', input: { run_id } }, (metrics, items, list) => {
      if (list === 'metrics') metrics.push(...(items as Metric[]).filter(({ key }) => keys.has(key)))
    })
    .catch(whyUnread)
  await db.write(() => {
    if (answer === 'unreadable') return void db.run('DELETE FROM runs WHERE run_id = ?', run_id)
    db.run(
      `INSERT INTO runs (run_id, experiment_id, run_name, user_id, status, start_time, artifact_uri)
       VALUES (?, 0, '', ?, ?, 0, '') ON CONFLICT DO UPDATE SET user_id = excluded.user_id, status = excluded.status`,
      run_id,
      reader,
      answer === 'closed' ? CLOSED : 'FINISHED',
    )
    db.run('DELETE FROM latest_metrics WHERE run_id = ?', run_id)
    for (const { key, value } of answer === 'closed' ? [] : answer.kept) {
      const { value: number, special } = stored(Number(value))
      db.run(
        'INSERT INTO latest_metrics (run_id, key, value, special, timestamp, step) VALUES (?, ?, ?, ?, 0, 0)',
        run_id,
        key,
        number,
        special,
      )
    }
  })
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
