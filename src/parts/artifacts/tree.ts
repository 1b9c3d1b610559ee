import type { ArtifactFile } from '#contract/artifacts.ts'
import type { ArtifactOwner } from '#contract/artifact-url.ts'
import type { LoggedModel } from '#contract/logged-models.ts'
import { below, type Place } from '#contract/model-uri.ts'
import { containsText } from '../../text/contains-text.ts'

/** A folder, a file, or a logged model shown as a folder. */
export type Node = {
  /** Path in the tree and in the page's URL. */
  path: string
  name: string
  kind: 'folder' | 'file' | 'model'
  place: Place
  size?: number
  /** Distinguishes models of the same name. */
  note?: string
}

/** The loaded content of an open folder. */
export type Branch = Node[] | 'loading' | Error
export type Row = {
  node: Node
  level: number
  /** Position among siblings from 1, for screen readers. */
  position: number
  siblings: number
  open: boolean
  branch?: Branch | undefined
}

/** The nodes of the folder at `parent`. */
export const nodesOf = (parent: { path: string; place: Place }, files: readonly ArtifactFile[]): Node[] =>
  files.map(({ path, is_dir, file_size }) => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    return {
      path: below(parent.path, name),
      name,
      kind: is_dir ? 'folder' : 'file',
      place: { owner: parent.place.owner, path: below(parent.place.path, name) },
      ...(is_dir ? {} : { size: file_size ?? 0 }),
    }
  })

/** A run's logged models as folders, by name, or by id if the name is taken. */
export function modelNodes(models: readonly LoggedModel[], files: readonly ArtifactFile[]): Node[] {
  const taken = new Map<string, number>(files.map(({ path }) => [path, 1]))
  for (const { info } of models) taken.set(info.name, (taken.get(info.name) ?? 0) + 1)
  return models.map(({ info: { model_id, name } }) => {
    const alone = taken.get(name) === 1 && name !== ''
    return {
      path: alone ? name : model_id,
      name: name || model_id,
      kind: 'model',
      place: { owner: { model_id }, path: '' },
      ...(alone ? {} : { note: model_id.slice(0, 8) }),
    }
  })
}

/** What a tree path refers to: below one of the run's logged models, or below the owner's root. */
export function placeAt(path: string, root: Place, models: readonly Node[]): Place {
  const [first = ''] = path.split('/')
  const rest = path.slice(first.length + 1)
  const model = models.find((node) => node.path === first || ownId(node.place.owner) === first)
  if (model) return { owner: model.place.owner, path: rest }
  return { owner: root.owner, path: below(root.path, path) }
}

const ownId = (owner: ArtifactOwner) => ('model_id' in owner ? owner.model_id : undefined)

/** The rows to show: every child of every open folder, depth first. A filter keeps matching names and their folders. */
export function rowsOf(
  branches: ReadonlyMap<string, Branch>,
  isOpen: (path: string) => boolean,
  filter: string,
): Row[] {
  const wanted = filter.trim()
  const below = (path: string, level: number): Row[] => {
    const branch = branches.get(path)
    if (!Array.isArray(branch)) return []
    const shown = branch.flatMap((node) => {
      const open = node.kind !== 'file' && isOpen(node.path)
      const rows = open ? below(node.path, level + 1) : []
      return !wanted || rows.length > 0 || containsText(node.name, wanted) ? [{ node, open, rows }] : []
    })
    return shown.flatMap(({ node, open, rows }, index) => [
      {
        node,
        level,
        position: index + 1,
        siblings: shown.length,
        open,
        ...(open ? { branch: branches.get(node.path) } : {}),
      },
      ...rows,
    ])
  }
  return below('', 1)
}

/** `a/b/c` → `''`, `a`, `a/b`. */
export function ancestors(path: string): string[] {
  const parts = path.split('/')
  return path === '' ? [] : parts.map((_, index) => parts.slice(0, index).join('/'))
}

/** Pixels. */
export const rowHeight = 28
