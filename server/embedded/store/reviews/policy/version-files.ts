import { createHash } from 'node:crypto'
import { looseRequirements } from '#contract/policy/requirements.ts'
import type { FilesFacts } from '#contract/policy/missing.ts'
import { parseMlmodel } from '#contract/mlmodel.ts'
import { below } from '#contract/model-uri.ts'
import type { VersionId } from '#contract/versions.ts'
import type { Db } from '../../../db.ts'
import { storedPath } from '../../artifacts/artifact-owners.ts'
import type { ArtifactStore } from '../../artifacts/artifacts.ts'
import type { WalkedFile } from '../../artifacts/artifact-walk.ts'
import { type FolderStates, stateInTurns } from '../../artifacts/folder-states.ts'
import { openTurn } from '../../artifacts/turn.ts'
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
  /** Those that could be listed; without a hash: too large to be read. A version that is one file has the path ''. */
  files: readonly HashedFile[]
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
  return 'uri' in place ? place.uri : stateInTurns(await artifacts.walkInTurns(place.path))
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
  const walked = await artifacts.walkInTurns(place.path)
  const state = await stateInTurns(walked)
  const hashes = await hashesOf(artifacts, place.path, walked, state)
  const turn = openTurn()
  const files: Required<HashedFile>[] = []
  const all = createHash('sha256')
  for (const [at, { path, size }] of walked.entries()) {
    if (turn.isOver()) await turn.next()
    const file = { path, size, sha256: hashes.subarray(at * HASH_BYTES, (at + 1) * HASH_BYTES).toString('hex') }
    files.push(file)
    all.update(`${at === 0 ? '' : '\n'}${path}\0${file.sha256}`)
  }
  const has = (name: string) => files.some(({ path }) => path === name)
  const text = async (name: string) => (has(name) ? readText(artifacts, below(place.path, name)) : undefined)
  const mlmodel = await text('MLmodel')
  const requirements = await text('requirements.txt')
  const model = mlmodel === undefined ? undefined : parseMlmodel(mlmodel)
  return {
    state,
    hash: all.digest('hex'),
    files,
    facts: {
      signature: model?.signature !== undefined,
      input_example: model?.input_example !== undefined && has(model.input_example),
      ...(requirements !== undefined && { loose: looseRequirements(requirements) }),
    },
  }
}

const HASH_BYTES = 32

/** Those of fewer files are all in `known`. */
const MANY_FILES = 1000
/** The hashes of all files of a folder, by its path and state, one behind the other: a tenth of what `known` takes for them. */
const knownFolders = new Map<string, Buffer>()
/** Of 500,000 files. */
const MAX_FOLDER_BYTES = 500_000 * HASH_BYTES
let folderBytes = 0

/** The hashes of the files of a folder, as it was walked: read if they are not known for this state of it. */
async function hashesOf(artifacts: ArtifactStore, folder: string, files: readonly WalkedFile[], state: string) {
  const key = `${state} ${folder}`
  const before = knownFolders.get(key)
  if (before) return before
  const turn = openTurn()
  const hashes = Buffer.alloc(files.length * HASH_BYTES)
  for (const [at, { path, etag }] of files.entries()) {
    if (turn.isOver()) await turn.next() // awaiting a hash that is known lets nobody else have a turn
    hashes.write(await hashOf(artifacts, below(folder, path), etag), at * HASH_BYTES, 'hex')
  }
  // A file may have been replaced since it was listed: then it has another hash than this state says.
  if (files.length >= MANY_FILES && (await stateInTurns(await artifacts.walkInTurns(folder))) === state) {
    knownFolders.set(key, hashes)
    folderBytes += hashes.length
    for (const [old, { length }] of knownFolders) {
      if (folderBytes <= MAX_FOLDER_BYTES) break
      knownFolders.delete(old)
      folderBytes -= length
    }
  }
  return hashes
}

/** Where a version's files are in the store, or the URI of another place. */
function placeOf(db: Db, id: VersionId): { path: string } | { uri: string } {
  const { storage_location: uri } = requireVersion(db, id)
  const path = storedPath(uri)
  return path === undefined ? { uri } : { path }
}

/** Hashes by place and ETag: a file that has not been written since is not read again. */
const known = new Map<string, string>()
const MAX_KNOWN = 100_000

/** The SHA-256 of a file in the store, whose list gave this ETag. */
export async function hashOf(artifacts: ArtifactStore, path: string, etag: string): Promise<string> {
  const key = `${etag} ${path}`
  const before = known.get(key)
  if (before !== undefined) return before
  const file = await artifacts.open(path)
  const hash = createHash('sha256')
  if (file.size === 0) await file.close()
  else for await (const chunk of file.read(0, file.size - 1)) hash.update(chunk as Buffer)
  const digest = hash.digest('hex')
  if (known.size >= MAX_KNOWN) known.clear()
  // Of the file that was opened, which may be newer than the list.
  known.set(`${file.etag} ${path}`, digest)
  return digest
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
