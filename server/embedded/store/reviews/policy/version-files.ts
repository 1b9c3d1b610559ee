import { createHash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { looseRequirements } from '#contract/policy/requirements.ts'
import type { FilesFacts } from '#contract/policy/missing.ts'
import { parseMlmodel } from '#contract/mlmodel.ts'
import { below } from '#contract/model-uri.ts'
import type { VersionId } from '#contract/versions.ts'
import type { Db } from '../../../db.ts'
import { storedPath } from '../../artifacts/artifact-owners.ts'
import type { ArtifactStore } from '../../artifacts/artifacts.ts'
import type { WalkedFile } from '../../artifacts/artifact-walk.ts'
import { requireVersion } from '../../registry/version-rows.ts'

/** What was read of a version's files, and when: `state` is what `filesState` was then. */
export type VersionFiles = {
  state: string
  /** SHA-256 of all names and contents. */
  hash: string
  facts: FilesFacts
  /** In front of MLflow: who may not read them, while others may; “you”, or the account that the server uses. */
  closedTo?: string
  /** Those that could be listed; without a hash: too large to be read. A version that is one file has the path ''. */
  files: readonly HashedFile[]
}

export type HashedFile = { path: string; size: number; sha256?: string }

/**
 * Stands for the content of a version's files without reading them: it changes with every write. Never throws for a version that exists.
 */
export function filesState(db: Db, artifacts: ArtifactStore, id: VersionId): string {
  const place = placeOf(db, id)
  return 'uri' in place ? place.uri : stateOf(artifacts.walk(place.path))
}

/** The same in turns, so that nobody waits for it. */
export async function filesStateInTurns(db: Db, artifacts: ArtifactStore, id: VersionId): Promise<string> {
  const place = placeOf(db, id)
  return 'uri' in place ? place.uri : stateOf(await artifacts.walkInTurns(place.path))
}

const stateOf = (files: readonly WalkedFile[]) =>
  sha256(JSON.stringify(files.map(({ path, etag }) => ({ path, etag }))))

/** Awaiting a hash that is known lets nobody else have a turn. */
const FILES_A_TURN = 1000

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
  const files: Required<HashedFile>[] = []
  for (const [at, { path, etag, size }] of walked.entries()) {
    if (at % FILES_A_TURN === FILES_A_TURN - 1) await nextTurn()
    files.push({ path, size, sha256: await hashOf(artifacts, below(place.path, path), etag) })
  }
  const has = (name: string) => files.some(({ path }) => path === name)
  const text = async (name: string) => (has(name) ? readText(artifacts, below(place.path, name)) : undefined)
  const mlmodel = await text('MLmodel')
  const requirements = await text('requirements.txt')
  const model = mlmodel === undefined ? undefined : parseMlmodel(mlmodel)
  return {
    state: stateOf(walked),
    hash: sha256(files.map(({ path, sha256: hash }) => `${path}\0${hash}`).join('\n')),
    files,
    facts: {
      signature: model?.signature !== undefined,
      input_example: model?.input_example !== undefined && has(model.input_example),
      ...(requirements !== undefined && { loose: looseRequirements(requirements) }),
    },
  }
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
