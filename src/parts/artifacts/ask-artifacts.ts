import type { QueryClient } from '@tanstack/react-query'
import type { ArtifactOwner } from '#contract/artifact-url.ts'
import { firstPartOf, kindOf, loadsContent } from '#contract/files/file-kinds.ts'
import type { Place } from '#contract/model-uri.ts'
import { artifactQueries } from '../../api/artifacts.ts'
import { loggedModelQueries } from '../../api/logged-models.ts'
import { loadPreview } from '../../previews/FilePreview.tsx'
import { ancestors, modelNodes, placeAt } from './tree.ts'

/**
 * Asks what the artifact browser shows first, before it is drawn: the folders that lead to the selection, and a selected file with
 * the code that shows it.
 */
export async function askArtifacts(client: QueryClient, owner: ArtifactOwner, path: string): Promise<void> {
  const name = nameOf(path)
  const code = loadPreview(name)
  const root = 'name' in owner ? await client.query(artifactQueries.placeOfVersion(owner)) : { owner, path: '' }
  const [top, logged] = await Promise.all([
    client.query(artifactQueries.list(root)),
    'run_id' in owner ? client.query(loggedModelQueries.ofRun(owner.run_id)) : [],
  ])
  const models = modelNodes(logged, top.files)
  const place = (at: string): Place => placeAt(at, root, models)
  const listed = await Promise.all(ancestors(path).map((at) => client.query(artifactQueries.list(place(at)))))
  const file = listed.at(-1)?.files.find((it) => !it.is_dir && nameOf(it.path) === name)
  if (!file) return
  const kind = kindOf(name)
  const isShown = loadsContent(kind) && (file.file_size ?? 0) > 0
  await Promise.all([code, isShown && client.query(artifactQueries.content(place(path), firstPartOf(kind)))])
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
