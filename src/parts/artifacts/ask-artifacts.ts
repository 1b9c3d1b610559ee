import type { QueryClient } from '@tanstack/react-query'
import type { ArtifactOwner } from '#contract/artifact-url.ts'
import type { ArtifactFile } from '#contract/artifacts.ts'
import { firstPartOf, kindOf, loadsContent } from '#contract/files/file-kinds.ts'
import { below, folderOf, type Place } from '#contract/model-uri.ts'
import type { Run } from '#contract/runs.ts'
import { artifactQueries, type Content, loadMlmodelReader } from '../../api/artifacts.ts'
import { librariesOf } from '../../api/libraries.ts'
import { loggedModelQueries } from '../../api/logged-models.ts'
import { runQueries } from '../../api/runs.ts'
import { whileEarly } from '../../ui/feedback/on-demand.tsx'
import { ancestors, modelNodes, type Node, placeAt } from './tree.ts'

/**
 * Asks what the artifact browser shows first, without its code: the folders that lead to the selection and the selected file, side by side
 * as soon as it is known whose they are; of a folder the model in it. Returns the file's beginning.
 */
export async function askArtifacts(
  client: QueryClient,
  owner: ArtifactOwner,
  path: string,
): Promise<Content | undefined> {
  const root = 'name' in owner ? await client.query(artifactQueries.placeOfVersion(owner)) : { owner, path: '' }
  const run = 'run_id' in owner ? client.query(runQueries.detail(owner.run_id)) : undefined
  run?.catch(() => {}) // the page says why
  const top = await client.query(artifactQueries.list(root))
  const models = run ? await modelsIn(client, await run, path.split('/')[0], top.files) : []
  const place = (at: string): Place => placeAt(at, root, models)
  const [listed, content] = await Promise.all([
    Promise.all(ancestors(path).map((at) => client.query(artifactQueries.list(place(at))))),
    askFile(client, place(path)),
    'model_id' in owner && hasModel(top.files, '') && askModel(client, root), // its page says how to load it
  ])
  const isIn = (node: { path: string }) => node.path === path
  const isFolder = models.some(isIn) || listed.at(-1)?.files.some((it) => it.is_dir && it.path === place(path).path)
  if (!isFolder) return content
  const { files } = await client.query(artifactQueries.list(place(path)))
  if (hasModel(files, place(path).path)) await askModel(client, place(path))
  return undefined
}

/** A run's logged models. That of its only one is the folder that is not among its files, so nothing waits to hear its name. */
async function modelsIn(client: QueryClient, { info, outputs }: Run, folder = '', files: readonly ArtifactFile[]) {
  const search = client.query(loggedModelQueries.ofRun(info.run_id))
  const [only, ...others] = outputs?.model_outputs ?? []
  if (!only || others.length > 0 || folder === '' || files.some(({ path }) => path === folder))
    return modelNodes(await search, files)
  search.catch(() => {}) // the tree says why
  const place: Place = { owner: { model_id: only.model_id }, path: '' }
  return [{ path: folder, name: folder, kind: 'model', place }] satisfies Node[]
}

const hasModel = (files: readonly ArtifactFile[], folder: string) =>
  files.some((it) => it.path === below(folder, 'MLmodel'))

/** Asks for the beginning of a file, if its name says how it is shown: without an extension it mostly is a folder. */
async function askFile(client: QueryClient, place: Place): Promise<Content | undefined> {
  const kind = kindOf(place.path.slice(place.path.lastIndexOf('/') + 1))
  if (kind === 'model') await askModel(client, { ...place, path: folderOf(place.path) })
  else if (loadsContent(kind) && kind !== 'unknown')
    return client.query(artifactQueries.content(place, firstPartOf(kind)))
  return undefined
}

function askModel(client: QueryClient, place: Place) {
  void whileEarly(loadMlmodelReader())
  return Promise.all([client.query(artifactQueries.mlmodel(place)), client.query(librariesOf(place, false))])
}
