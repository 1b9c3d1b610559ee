import { ApiError } from '#contract/errors.ts'
import { below } from '#contract/model-uri.ts'
import type { Db } from '../db.ts'
import { checkPath } from '../store/artifacts/artifact-paths.ts'
import { type ArtifactStore, noArtifact } from '../store/artifacts/artifacts.ts'
import { lookAt } from '../store/artifacts/folder-files.ts'
import { levels, type Level, type Thing } from '../store/accounts/level-words.ts'
import { levelOn } from '../store/accounts/levels.ts'
import type { Entry } from './entry.ts'
import { checkScope, denied, lacksLevel } from './permit.ts'

/**
 * The artifact store as somebody may use it. A path belongs to every experiment whose artifact_location it is in: reading and
 * writing need the level on all of these. The files of a version can also be read by whoever may read that version.
 * Other files, and folders above those of an experiment, are for admins. What may not be read is not there. A body can take
 * any time, so a write is checked before its body is read, and again right before files change.
 */
export function seenArtifacts(
  artifacts: ArtifactStore,
  db: Db,
  entry: Pick<Entry, 'who' | 'seen' | 'again'>,
): ArtifactStore {
  /** The level at a path, and the experiment that it is of if one may know that. */
  const levelAt = (path: string): { level: Level; on?: Thing } => {
    const { who, seen } = entry
    if (who.role === 'admin') return { level: levels.manage }
    const uris = urisAbove(path)
    const found = db.all<{ id: number }>(
      'SELECT experiment_id AS id FROM experiments WHERE artifact_location IN (SELECT value FROM json_each(?))',
      uris,
    )
    // Levels are asked also where there is no experiment, so that a hidden one takes no longer.
    const [lowest] = (found.length > 0 ? found : [NOTHING])
      .map(({ id }) => ({ kind: 'experiment', id }) as const)
      .map((on) => ({ level: levelOn(db, who, on), on }))
      .toSorted((one, other) => one.level - other.level)
    if (found.length > 0 && lowest && lowest.level >= levels.read) return lowest
    const version = 'SELECT 1 FROM model_versions WHERE storage_location IN (SELECT value FROM json_each(?)) LIMIT 1'
    return { level: seen.get(version, uris) ? levels.read : levels.none }
  }
  const mayRead = (path: string) => levelAt(checkPath(path)).level >= levels.read
  const checkWrite = (path: string) => {
    const { level, on } = levelAt(checkPath(path))
    if (level < levels.read) throw noArtifact(checkPath(path))
    checkScope(entry.who, 'tracking')
    if (level < levels.edit)
      throw on
        ? lacksLevel(db, on, levels.edit)
        : denied('EDIT on the experiment of these files, which its managers can give')
  }
  const checkRemoval = (path: string) => {
    checkWrite(path)
    for (const id of experimentsBelow(db, checkPath(path)))
      if (levelOn(db, entry.who, { kind: 'experiment', id }) < levels.edit) throw inTheWay()
  }
  /** `check`, then what else is checked in the turn in which files change. */
  const again =
    (check: () => void, other = () => {}) =>
    () => {
      entry.again()
      check()
      other()
    }
  /** Only where another experiment's location is further down can a part be closed. */
  const shown = <T extends { path: string }>(path: string, found: T[]): T[] =>
    experimentsBelow(db, checkPath(path)).length === 0
      ? found
      : found.filter(({ path: name }) => mayRead(below(path, name)))
  async function* seenParts<T extends { path: string }>(path: string, parts: AsyncGenerator<T[], void>) {
    if (!mayRead(path)) return
    let begun = false
    for await (const files of parts) {
      // Closed meanwhile: what lacks the rest must not look whole.
      if (begun && !mayRead(path)) throw noArtifact(checkPath(path))
      begun = true
      yield shown(path, files)
    }
  }
  const walk = (path: string) => seenParts(path, artifacts.walk(path))
  return {
    list: (path, signal) => seenParts(path, artifacts.list(path, signal)),
    walk,
    async look(path) {
      const isWhole = mayRead(path) && experimentsBelow(db, checkPath(path)).length === 0
      return isWhole ? artifacts.look(path) : lookAt(walk(path))
    },
    async open(path) {
      if (!mayRead(path)) throw noArtifact(checkPath(path))
      return artifacts.open(path)
    },
    readSmall(path) {
      if (!mayRead(path)) throw noArtifact(checkPath(path))
      return artifacts.readSmall(path)
    },
    async put(path, body, length, check) {
      checkWrite(path)
      return artifacts.put(
        path,
        body,
        length,
        again(() => checkWrite(path), check),
      )
    },
    async remove(path, check) {
      checkRemoval(path)
      return artifacts.remove(
        path,
        again(() => checkRemoval(path), check),
      )
    },
    // Writes ask for the state of all files.
    state() {
      throw new Error('Only the server itself compares folders')
    },
    keepState: refuse,
    copyIn: refuse,
    putFolder: refuse,
    whileUnchanged: refuse,
  }
}

const NOTHING = { id: -1 }

const refuse = () => Promise.reject(new Error('Only the server itself stores and compares folders'))

/** The experiments whose artifacts are below a folder. */
function experimentsBelow(db: Db, path: string): number[] {
  const uri = `mlflow-artifacts:/${path}`
  return db
    .all<{ id: number }>(
      'SELECT experiment_id AS id FROM experiments WHERE artifact_location > ? AND artifact_location < ?',
      `${uri}/`,
      `${uri}0`, // the character after the slash
    )
    .map(({ id }) => id)
}

const inTheWay = () =>
  new ApiError('PERMISSION_DENIED', 'This folder also holds artifacts of an experiment that you may not edit.')

/** The URIs of a path and of all folders above it, with and without a slash at the end, as JSON. */
function urisAbove(path: string): string {
  const parts = path.split('/')
  return JSON.stringify(
    parts.flatMap((_, at) => {
      const folder = parts.slice(0, at + 1).join('/')
      return [`mlflow-artifacts:/${folder}`, `mlflow-artifacts:/${folder}/`, `mlflow-artifacts:///${folder}`]
    }),
  )
}
