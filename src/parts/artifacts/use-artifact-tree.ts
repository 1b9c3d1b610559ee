import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ArtifactOwner } from '#contract/artifact-url.ts'
import { join, type Place } from '#contract/model-uri.ts'
import { artifactQueries } from '../../api/artifacts.ts'
import { loggedModelQueries } from '../../api/logged-models.ts'
import { isNotFound, useOwnerGone } from '../use-owner-gone.ts'
import { ancestors, type Branch, modelNodes, type Node, nodesOf, placeAt } from './tree.ts'

export type ArtifactFolders = {
  branches: ReadonlyMap<string, Branch>
  isOpen: (path: string) => boolean
  setOpen: (path: string, open: boolean) => void
  retry: (path: string) => void
  /** What is at the path; undefined for nothing. */
  find: (path: string) => Node | Error | 'loading' | undefined
  /** Why a run's logged models are missing from the tree; its files are still there. */
  modelsError: Error | null
  /** The owner's files; undefined until a version's source is known. */
  root: Place | undefined
  /** The storage URI of the files; `''` if the server does not tell. */
  uriOf: (place: Place) => string
}

/** The owner's files in open folders. `path` is the selection; the folders leading to it are open. */
export function useArtifactTree(owner: ArtifactOwner, path: string): ArtifactFolders {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const isOpen = (at: string) => at === '' || (toggled.get(at) ?? (at === path || ancestors(path).includes(at)))
  const setOpen = (at: string, open: boolean) =>
    // Folders opened by the selection stay open when the selection moves.
    setToggled(
      (before) =>
        new Map([...[...ancestors(path), path].map((way) => [way, isOpen(way)] as const), ...before, [at, open]]),
    )

  const version = useQuery({
    ...('name' in owner ? artifactQueries.placeOfVersion(owner) : nowhere),
    enabled: 'name' in owner,
  })
  const placed: Place | undefined = 'name' in owner ? version.data : { owner, path: '' }
  const isFound = useQuery({ ...artifactQueries.list(placed ?? { owner, path: '' }), enabled: placed !== undefined })
  // A version outlives the run or logged model that has its files, and still gives them.
  const isGone = useOwnerGone(placed, 'name' in owner && isNotFound(isFound.error))
  const root = isGone ? { owner, path: '' } : isGone === undefined ? undefined : placed
  const top = useQuery({ ...artifactQueries.list(root ?? { owner, path: '' }), enabled: root !== undefined })
  const ofRun = 'run_id' in owner ? owner.run_id : undefined
  const logged = useQuery({ ...loggedModelQueries.ofRun(ofRun ?? ''), enabled: ofRun !== undefined })
  const models = logged.data && top.data ? modelNodes(logged.data, top.data.files) : []
  const settled = root !== undefined && top.data !== undefined && !(ofRun && logged.isPending)

  // The parent's listing tells whether the selected path is a folder to list.
  const above = useQuery({
    ...artifactQueries.list(placeAt(ancestors(path).at(-1) ?? '', root ?? { owner, path: '' }, models)),
    enabled: settled,
  })
  const isFile = !above.data || above.data.files.some((file) => !file.is_dir && nameOf(file.path) === nameOf(path))
  const way = [...ancestors(path), ...(isFile ? [] : [path])]
  const open = settled ? [...new Set([...way, ...toggled.keys()])].filter((at) => at && isOpen(at)) : []
  const places = open.map((at) => ({ path: at, place: placeAt(at, root ?? { owner, path: '' }, models) }))
  const listed = useQueries({ queries: places.map(({ place }) => artifactQueries.list(place)) })

  const branches = new Map<string, Branch>()
  branches.set('', topBranch())
  places.forEach((parent, index) => {
    const list = listed[index]
    if (list) branches.set(parent.path, list.data ? nodesOf(parent, list.data.files) : (list.error ?? 'loading'))
  })

  function topBranch(): Branch {
    if (!root || !top.data) return version.error ?? top.error ?? 'loading'
    if (ofRun && logged.isPending) return 'loading'
    return [...models, ...nodesOf({ path: '', place: root }, top.data.files)]
  }

  return {
    branches,
    isOpen,
    setOpen,
    retry(at) {
      const index = places.findIndex((place) => place.path === at)
      if (index >= 0) void listed[index]?.refetch()
      else for (const query of [version, top, logged]) if (query.isError) void query.refetch()
    },
    find(at) {
      const model = models.find((node) => samePath(node, at))
      if (model) return model
      const branch = branches.get(ancestors(at).at(-1) ?? '')
      if (!Array.isArray(branch)) return branch
      return branch.find((node) => node.path === at)
    },
    modelsError: logged.data ? null : logged.error,
    root,
    uriOf({ owner: of, path }) {
      const model = 'model_id' in of ? logged.data?.find(({ info }) => info.model_id === of.model_id) : undefined
      const uri = model?.info.artifact_uri ?? top.data?.rootUri
      return uri ? join(uri, path) : ''
    },
  }
}

/** Also find a model by id, so that a link by id works whatever its name. */
const samePath = (node: Node, path: string) =>
  node.path === path || ('model_id' in node.place.owner && node.place.owner.model_id === path)

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

const nowhere = artifactQueries.placeOfVersion({ name: '', version: '' })
