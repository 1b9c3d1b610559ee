import { realpath } from 'node:fs/promises'
import { basename, resolve, sep } from 'node:path'
import { randomUUID } from 'node:crypto'
import { invalid } from '#contract/errors.ts'
import { decodePath, isAbsent } from '../artifacts/artifact-paths.ts'
import type { ArtifactStore } from '../artifacts/artifacts.ts'
import { isPlainPath, splitUri } from './source-uri.ts'

type Allowed = { artifacts: ArtifactStore; allowedSources: readonly string[] }

/**
 * Copies a local source (`/x`, `file:/x`, `file:///x`) below a folder of `--allow-source` into the artifact store and returns
 * where it is there. Returns undefined for every other source, which is then checked as usual. Throws
 * INVALID_PARAMETER_VALUE if the source does not exist or can't be stored.
 */
export async function copyAllowedSource({ artifacts, allowedSources }: Allowed, source: string) {
  const local = localPath(source)
  if (local === undefined || allowedSources.length === 0) return undefined
  const roots = await Promise.all(allowedSources.map(async (root) => (await realOrNone(root)) ?? resolve(root)))
  const allows = (real: string) => roots.some((root) => isBelow(real, root))
  const real = await realOrNone(local)
  // Outside, the message must not reveal whether the path exists.
  if (real === undefined && (allows(local) || allowedSources.some((root) => isBelow(local, resolve(root)))))
    throw invalid(`Invalid model version source: '${source}'. There is no such file or folder.`)
  if (real === undefined || !allows(real)) return undefined
  const path = `registered/${randomUUID()}/${basename(real)}`
  await artifacts.copyIn(real, path, allows)
  return { path, uri: `mlflow-artifacts:/${path}` }
}

/** The path that a source names on this computer. */
export function localPath(source: string): string | undefined {
  const { scheme, host, path } = splitUri(source)
  if ((scheme !== '' && scheme !== 'file') || host !== '' || !isPlainPath(source)) return undefined
  return scheme === '' ? source : decodePath(path)
}

async function realOrNone(path: string): Promise<string | undefined> {
  try {
    return await realpath(path)
  } catch (error) {
    if (isAbsent(error)) return undefined
    throw error
  }
}

const isBelow = (path: string, root: string) => path.startsWith(root.endsWith(sep) ? root : root + sep)
