import { allPages } from '#contract/all-pages.ts'
import type { ArtifactOwner } from '#contract/artifact-url.ts'
import type { ArtifactFile } from '#contract/artifacts.ts'
import { ApiError } from '#contract/errors.ts'
import { folderOf, type Place } from '#contract/model-uri.ts'
import type { Ask, Step } from './ask.ts'

export const MAX_FILES = 1000

export type Listed = { path: string; size: number }
/** Why there is no list of files; `closed`: the caller may not read them. */
export type Unlisted = 'too many' | 'unreadable' | 'closed'

/**
 * A folder's files with their sizes, sorted, or why there is no list. Paths are relative to the folder; '' is a file that is there
 * instead of a folder.
 */
export async function listFiles(ask: Ask, place: Place | undefined): Promise<Listed[] | Unlisted> {
  if (!place) return 'unreadable'
  const { owner, path: root } = place
  const found: Listed[] = []
  const folders = [root]
  const pagesOf = (folder: string, isWanted?: IsWanted) =>
    allPages((next) => readPage(ask, listCall(owner, folder, next), isWanted))
  try {
    for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
      for await (const { files = [] } of pagesOf(folder)) {
        for (const { path, is_dir, file_size } of files) {
          if (is_dir) folders.push(path)
          else found.push({ path: root ? path.slice(root.length + 1) : path, size: Number(file_size ?? 0) })
        }
        if (found.length + folders.length > MAX_FILES) return 'too many'
      }
    }
    if (found.length === 0 && root !== '')
      for await (const { files = [] } of pagesOf(folderOf(root), ({ path }) => path === root))
        for (const { is_dir, file_size } of files) if (!is_dir) found.push({ path: '', size: Number(file_size ?? 0) })
  } catch (error) {
    return whyUnread(error)
  }
  return found.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** Why the MLflow server does not give files, or what a run has logged. Throws what says nothing of these. */
export function whyUnread(error: unknown): 'unreadable' | 'closed' {
  if (!(error instanceof ApiError) || error.status >= 500 || [401, 429].includes(error.status)) throw error
  return error.status === 403 ? 'closed' : 'unreadable'
}

type IsWanted = (file: ArtifactFile) => boolean
type FilePage = { files?: ArtifactFile[]; next_page_token?: string }

/** Reads a page of those files that are wanted; of more than `MAX_FILES` only one more. */
async function readPage(ask: Ask, step: Step, isWanted?: IsWanted): Promise<FilePage> {
  const { rest, kept } = await ask.items<ArtifactFile>(step, (files, some) => {
    for (const file of some as ArtifactFile[])
      if (files.length <= MAX_FILES && (isWanted?.(file) ?? true)) files.push(file)
  })
  return { ...(rest as FilePage), files: kept }
}

function listCall(owner: ArtifactOwner, path: string, page: { page_token?: string }) {
  if ('model_id' in owner)
    return {
      method: 'GET' as const,
      call: `logged-models/${encodeURIComponent(owner.model_id)}/artifacts/directories`,
      input: { ...(path && { artifact_directory_path: path }), ...page },
    }
  const run_id = 'run_id' in owner ? owner.run_id : ''
  return { method: 'GET' as const, call: 'artifacts/list', input: { run_id, ...(path && { path }), ...page } }
}
