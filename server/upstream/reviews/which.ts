import { createHash } from 'node:crypto'
import pLimit from 'p-limit'
import { allPages } from '#contract/all-pages.ts'
import { artifactUrl } from '#contract/artifact-url.ts'
import type { Checked } from '#contract/endpoints.ts'
import { ApiError, invalid } from '#contract/errors.ts'
import type { AskedFile } from '#contract/find/which.ts'
import { HISTORY_TAG, loggedPaths } from '#contract/model-history.ts'
import { below, type Place, placeOfSource, placeUri } from '#contract/model-uri.ts'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion } from '#contract/versions.ts'
import type { Asking } from '../../embedded/store/admission.ts'
import { byCodePoint } from '../../embedded/store/artifacts/artifact-walk.ts'
import { listOf } from '../../embedded/store/artifacts/folder-files.ts'
import { openTurn, sortedInTurns } from '../../embedded/store/artifacts/turn.ts'
import {
  askedFiles,
  type Folder,
  Late,
  likenessesOf,
  tell,
  together,
  type Which,
} from '../../embedded/store/find/compare-files.ts'
import { type Reading, readingInTurns } from '../../embedded/store/find/reading-in-turns.ts'
import type { Ask } from './ask.ts'
import { listFiles } from './list-files.ts'
import { ifReadable } from './model-room.ts'

/** How long files are read for one question, in ms. What is not reached by then is said. */
const READ_MS = 10_000

/** Requests of one person at a time. */
const AT_ONCE = 4
/** Few for all of them, so that MLflow stays free for others. */
const admit = readingInTurns(2 * AT_ONCE, READ_MS)
/** Each question holds a list of all versions, less than a kilobyte for each: of so many for one of the places for questions. */
const TOGETHER = 2500
/** How many versions the last one found; some before that is known. */
let versionsLast = 10_000

/** What one question may still read, with the caller's credentials. */
type Reads = Reading & { ask: Ask }

/**
 * Finds the versions on an MLflow server that hold exactly these files, or those of the models that a run logged, with the caller's
 * credentials: a version that they may not read is not in the list. MLflow keeps no hashes, so files are read: only those of folders in
 * which at least half of the sizes agree, first of versions of the run that the folder names, then of the newest.
 */
export const whichThere = (ask: Ask, asked: Checked<'whichVersions'>, asking: Asking): Promise<Which> =>
  admit({ ...asking, size: Math.ceil((versionsLast + 1) / TOGETHER) }, (reading) =>
    answered({ ...reading, ask }, asked),
  )

async function answered(reading: Reads, { files, run_id, made_by = [] }: Checked<'whichVersions'>): Promise<Which> {
  const { ask } = reading
  if (run_id) return readableIn(ask, await ofRun(reading, run_id))
  if (!files || files.length === 0) throw invalid("Name 'files' or a 'run_id'.")
  return readableIn(ask, await among(reading, await versionsByPlace(reading, made_by), [{ files: askedFiles(files) }]))
}

/** What the caller may read of an answer: MLflow 2's list of versions has those of all models. */
async function readableIn(ask: Ask, answer: Which): Promise<Which> {
  const names = new Set([...answer.exact, ...answer.near].map(({ name }) => name))
  for (const name of names) {
    const model = await ifReadable(() => ask.text({ method: 'GET', call: 'registered-models/get', input: { name } }))
    if (model === undefined) names.delete(name)
  }
  const isReadable = ({ name }: { name: string }) => names.has(name)
  return { ...answer, exact: answer.exact.filter(isReadable), near: answer.near.filter(isReadable) }
}

/** What is compared: files, and where they are if they are on the server too. */
type Subject = { files: Folder; place?: string }

async function among(reading: Reads, places: Iterable<At>, subjects: readonly Subject[]): Promise<Which> {
  const answer: Which = { exact: [], near: [], unread: 0 }
  const asked = subjects.flatMap(({ files }) => (files.count > 0 ? [files] : []))
  const own = new Set(subjects.map(({ place }) => place))
  let late = 0
  const look = async ({ uri, place, found }: At) => {
    const versions = found.map(({ name, version, current_stage }) => ({ name, version, current_stage }))
    if (own.has(uri)) tell(answer, versions, { is: 'exact' })
    else if (asked.length === 0) return
    else if (place === undefined) answer.unread += versions.length
    else if (reading.isOver()) late += versions.length
    else {
      const like = await compared(reading, place, asked)
      if (like === 'late') late += versions.length
      else if (like === 'unread') answer.unread += versions.length
      else for (const one of like) tell(answer, versions, one)
    }
  }
  const next = places[Symbol.iterator]()
  const lookInTurn = async () => {
    const turn = openTurn()
    for (let at = next.next(); !at.done; at = next.next()) {
      await look(at.value)
      if (turn.isOver()) await turn.next()
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, lookInTurn)) // a promise for each place would take more than the list of them
  const byName = answer.exact.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : +b.version - +a.version))
  return together({ ...answer, exact: byName, ...(late > 0 && { late }) })
}

/** How a version's folder, which is listed once, is like each of these. */
async function compared(reading: Reads, place: Place, asked: readonly Folder[]) {
  try {
    const folder = await folderAt(reading, place)
    if (!folder) return 'unread'
    return await likenessesOf(folder, asked)
  } catch (error) {
    return whyNot(error)
  }
}

/** Why files could not be compared, if it is about these files; otherwise throws. */
function whyNot(error: unknown): 'late' | 'unread' {
  if (error instanceof Late) return 'late'
  // MLflow also fails with 500 where its store has no such file.
  if (error instanceof ApiError && error.status !== 401 && error.status !== 429) return 'unread'
  throw error
}

/** All versions that the caller may read by where their files are, which several may share: those of these runs or logged models first. */
async function versionsByPlace({ ask, turn }: Reads, first: readonly string[]): Promise<At[]> {
  const firstIds = new Set(first)
  const search = async (next: { page_token?: string }) => {
    const step = { method: 'GET', call: 'model-versions/search', input: { max_results: '10000', ...next } } as const
    const { rest, kept } = await turn(() =>
      ask.items<Found & Where>(step, (page, versions) => {
        for (const version of versions as ModelVersion[]) page.push(foundOf(version, firstIds))
      }),
    )
    return { ...(rest as { next_page_token?: string }), page: kept }
  }
  const places = new Map<string, At>()
  const others = openTurn()
  let count = 0
  for await (const { page } of allPages(search)) {
    count += page.length
    for (const { uri, place, ...found } of page) {
      const at = places.get(uri)
      if (at) at.found.push(found)
      else places.set(uri, { uri, place, found: [found] })
      if (others.isOver()) await others.next()
    }
  }
  versionsLast = count
  for (const { found } of places.values()) if (found.length > 1) found.sort(newestFirst)
  return sortedInTurns([...places.values()], (a, b) => newestFirst(a.found[0]!, b.found[0]!)) // each has one
}

type Where = { uri: string; place: Place | undefined }
/** What is kept of a version: without its description and its tags. */
type Found = Which['exact'][number] & { isFirst: boolean; created: number }
type At = Where & { found: Found[] }

const newestFirst = (a: Found, b: Found) => Number(b.isFirst) - Number(a.isFirst) || b.created - a.created

function foundOf(it: ModelVersion, first: ReadonlySet<string>): Found & Where {
  const { name, version, current_stage = 'None', source = '', run_id = '', model_id = '' } = it
  const place = placeOfSource(source, it.run_id, it.model_id)
  return {
    uri: place ? placeUri(place) : source,
    place,
    isFirst: first.has(run_id) || first.has(model_id),
    created: it.creation_timestamp ?? 0,
    name,
    version,
    current_stage,
  }
}

async function ofRun(reading: Reads, run_id: string): Promise<Which> {
  const step = { method: 'GET', call: 'runs/get', input: { run_id } } as const
  const { kept } = await reading.ask.items<Tag | { model_id: string }>(step, (found, items, list) => {
    if (list === 'model_outputs') found.push(...(items as { model_id: string }[]))
    if (list === 'tags') found.push(...(items as Tag[]).filter(({ key }) => key === HISTORY_TAG))
  })
  const logged = kept.flatMap((one) => ('model_id' in one ? { owner: { model_id: one.model_id }, path: '' } : []))
  const own = loggedPaths(kept.filter((one) => 'key' in one))
    .filter((path) => !isOfLoggedModel.test(path))
    .map((path): Place => ({ owner: { run_id }, path }))
  const models = await pLimit(AT_ONCE).map([...logged, ...own], async (place) => ({
    place: placeUri(place),
    files: await filesAt(reading, place),
  }))
  const subjects = models.map(({ place, files }) => ({ place, files: askedFiles(files ?? []) }))
  const unread = models.filter(({ files }) => files === undefined).length
  const answer = await among(reading, await versionsByPlace(reading, [run_id]), subjects)
  return { ...answer, ...(unread > 0 && { unread_models: unread }) }
}

/** A 3.x client also writes the folder of each logged model to the run's tag. */
const isOfLoggedModel = /\bm-[0-9a-f]{32}\b/

/** The files of a model with their hashes; undefined if they cannot be read, or not in time. */
async function filesAt(reading: Reads, place: Place): Promise<AskedFile[] | undefined> {
  try {
    const folder = reading.isOver() ? undefined : await folderAt(reading, place)
    const files: AskedFile[] = []
    for await (const some of folder?.parts() ?? [])
      for (const { path, size, hash } of some) files.push({ path, size, sha256: await hash() })
    return folder && files
  } catch (error) {
    whyNot(error)
    return undefined
  }
}

/** Its files are read once each. */
async function folderAt({ ask, isOver, turn }: Reads, place: Place): Promise<Folder | undefined> {
  const { owner, path } = place
  const files = await turn(() => listFiles(ask, place))
  if (typeof files === 'string') return undefined
  const hashes = new Map<string, Promise<string>>()
  const hashOf = (file: string) => {
    const hash = hashes.get(file) ?? turn(() => hashAt({ ask, isOver }, `/${artifactUrl(owner, below(path, file))}`))
    hashes.set(file, hash)
    return hash
  }
  const inOrder = files.toSorted((a, b) => byCodePoint(a.path, b.path))
  return listOf(inOrder.map(({ path, size }) => ({ path, size, hash: () => hashOf(path) })))
}

async function hashAt({ ask, isOver }: Pick<Reads, 'ask' | 'isOver'>, url: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of await ask.bytes(url)) {
    if (isOver()) throw new Late()
    hash.update(chunk)
  }
  return hash.digest('hex')
}
