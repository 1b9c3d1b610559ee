import { createHash } from 'node:crypto'
import { ApiError } from '#contract/errors.ts'
import { looseRequirements } from '#contract/policy/requirements.ts'
import type { FilesFacts } from '#contract/policy/missing.ts'
import { parseMlmodel } from '#contract/mlmodel.ts'
import { below } from '#contract/model-uri.ts'
import type { VersionId } from '#contract/versions.ts'
import type { Db } from '../../../db.ts'
import { storedPath } from '../../artifacts/artifact-owners.ts'
import type { ArtifactStore } from '../../artifacts/artifacts.ts'
import { hashNow } from '../../artifacts/file-hashes.ts'
import type { WalkedFile } from '../../artifacts/artifact-walk.ts'
import { type FolderStates, openState } from '../../artifacts/folder-states.ts'
import { openTurn } from '../../artifacts/turn.ts'
import { ATTEMPTS, stillChanging } from '../../artifacts/with-folders.ts'
import { requireVersion } from '../../registry/version-rows.ts'
import { weigh } from '../../../weigh.ts'

/** What was read of a version's files, and when: `state` is what `filesState` was then. */
export type ReadFiles = {
  state: string
  /** SHA-256 of all names and contents. */
  hash: string
  facts: FilesFacts
  /** In front of MLflow: who may not read them, while others may; “you”, or the account that the server uses. */
  closedTo?: string
}

/** The same with a list of them. */
export type VersionFiles = ReadFiles & {
  /**
   * Those that could be listed; without a hash: too large to be read. A version that is one file has the path ''. Of very many, some at a time,
   * looked at once more: that throws once they are no longer the same.
   */
  files: readonly HashedFile[] | (() => AsyncGenerator<HashedFile[], void>)
}

export type HashedFile = { path: string; size: number; sha256?: string }

/**
 * Stands for the content of a version's files without reading them, for use in a write: it changes with every write. Throws FoldersUnread for
 * very many, and TooMuch in a write that asks for many versions (weigh.ts).
 */
export function filesState(db: Db, artifacts: FolderStates, id: VersionId): string {
  const place = placeOf(db, id)
  if ('uri' in place) return place.uri
  weigh(LOOKING_AT_FILES)
  return artifacts.state(place.path)
}

/** Up to 250 files are looked at, which takes as long as it takes to read so many characters. */
const LOOKING_AT_FILES = 100_000

/** The same in turns, so that nobody waits for it, however many they are. */
export async function filesStateInTurns(db: Db, artifacts: ArtifactStore, id: VersionId): Promise<string> {
  const place = placeOf(db, id)
  return 'uri' in place ? place.uri : (await artifacts.look(place.path)).state
}

/** Reads a version's files, which takes as long as they are large. Throws RESOURCE_DOES_NOT_EXIST. */
export async function readVersionFiles(db: Db, artifacts: ArtifactStore, id: VersionId): Promise<VersionFiles> {
  const place = placeOf(db, id)
  if ('uri' in place)
    return {
      state: place.uri,
      hash: sha256(place.uri),
      facts: { unreadable: `its files are at ${place.uri}, which this server cannot read` },
      files: [],
    }
  for (let attempt = 1; ; attempt += 1)
    try {
      return await readFolder(artifacts, place.path)
    } catch (error) {
      if (!(error instanceof FilesReplaced) || attempt === ATTEMPTS) throw error
    }
}

/** Files are others by now than when the folder was looked at. */
class FilesReplaced extends ApiError {
  constructor() {
    const { code, message } = stillChanging()
    super(code, message)
  }
}

async function readFolder(artifacts: ArtifactStore, folder: string): Promise<VersionFiles> {
  const { few, state } = await artifacts.look(folder)
  const parts = () => (few ? hashedFew(artifacts, folder, few) : hashedMany(artifacts, folder, state))
  const read = async (files: HashedFile[]): Promise<Contents> => {
    const facts = await factsOf(artifacts, folder)
    const all = createHash('sha256')
    let start = ''
    for await (const some of parts())
      for (const file of some) {
        all.update(`${start}${file.path}\0${file.sha256}`)
        start = '\n'
        if (few) files.push(file)
      }
    return { hash: all.digest('hex'), facts }
  }
  if (!few) return { state, ...(await contentsOf(`${state} ${folder}`, () => read([]))), files: parts }
  const files: HashedFile[] = []
  return { state, ...(await read(files)), files }
}

/** The files of a folder with their hashes, some at a time. Throws FilesReplaced once it finds that they are no longer those of `state`. */
async function* hashedMany(
  artifacts: ArtifactStore,
  folder: string,
  state: string,
): AsyncGenerator<HashedFile[], void> {
  const looked = openState()
  for await (const some of artifacts.walk(folder)) {
    looked.add(some)
    yield* hashedFew(artifacts, folder, some)
  }
  if (looked.end() !== state) throw new FilesReplaced()
}

async function* hashedFew(
  artifacts: ArtifactStore,
  folder: string,
  walked: readonly WalkedFile[],
): AsyncGenerator<HashedFile[], void> {
  const files: HashedFile[] = []
  const turn = openTurn()
  for (const { path, size, etag } of walked) {
    if (turn.isOver()) await turn.next() // awaiting a hash that is known lets nobody else have a turn
    const now = await hashNow(artifacts, below(folder, path), etag)
    if (now.etag !== etag) throw new FilesReplaced()
    files.push({ path, size, sha256: now.sha256 })
  }
  yield files
}

type Contents = Pick<ReadFiles, 'hash' | 'facts'>

/** What folders of many files hold, by their state and path. */
const known = new Map<string, Promise<Contents>>()
const MAX_KNOWN = 1000

/** Reads what a folder holds if it is not known for this state of it: once, for all who ask meanwhile, unless that fails. */
async function contentsOf(key: string, read: () => Promise<Contents>): Promise<Contents> {
  for (let other = known.get(key); other; other = known.get(key)) {
    const contents = await other.catch(() => undefined)
    if (contents) return contents
  }
  const reading = read()
  known.set(key, reading)
  if (known.size > MAX_KNOWN) known.delete(known.keys().next().value!)
  try {
    return await reading
  } catch (error) {
    known.delete(key)
    throw error
  }
}

async function factsOf(artifacts: ArtifactStore, folder: string): Promise<FilesFacts> {
  const has = (name: string) => isFile(artifacts, below(folder, name))
  const text = async (name: string) => ((await has(name)) ? readText(artifacts, below(folder, name)) : undefined)
  const mlmodel = await text('MLmodel')
  const requirements = await text('requirements.txt')
  const model = mlmodel === undefined ? undefined : parseMlmodel(mlmodel)
  return {
    signature: model?.signature !== undefined,
    input_example: model?.input_example !== undefined && (await has(model.input_example)),
    ...(requirements !== undefined && { loose: looseRequirements(requirements) }),
  }
}

async function isFile(artifacts: ArtifactStore, path: string): Promise<boolean> {
  try {
    for await (const [file] of artifacts.walk(path)) return file?.path === ''
    return false
  } catch (error) {
    if (error instanceof ApiError) return false // no path of the store
    throw error
  }
}

/** Where a version's files are in the store, or the URI of another place. */
function placeOf(db: Db, id: VersionId): { path: string } | { uri: string } {
  const { storage_location: uri } = requireVersion(db, id)
  const path = storedPath(uri)
  return path === undefined ? { uri } : { path }
}

/** Larger ones are not what MLflow writes. */
const MAX_TEXT = 4 * 1024 * 1024

async function readText(artifacts: ArtifactStore, path: string): Promise<string> {
  const file = await artifacts.open(path)
  const chunks: Buffer[] = []
  const end = Math.min(file.size, MAX_TEXT) - 1
  if (end < 0) await file.close()
  else for await (const chunk of file.read(0, end)) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
