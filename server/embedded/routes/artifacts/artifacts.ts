import type { ArtifactFile } from '#contract/artifacts.ts'
import type { Context, RequestContext } from '../../context.ts'
import { withList } from '../../long-list.ts'
import type { Routes } from '../../routes.ts'
import { checkPath } from '../../store/artifacts/artifact-paths.ts'
import { type ArtifactRoot, below, loggedModelRoot, runRoot } from '../../store/artifacts/artifact-owners.ts'
import { idOf } from '../../store/runs/run-id.ts'

export const artifactRoutes = {
  listArtifacts: ({ run_id, run_uuid, path }, context, request) =>
    list(context, request, runRoot(context.db, idOf({ run_id, run_uuid })), path),
  listLoggedModelArtifacts: ({ model_id, artifact_directory_path }, context, request) =>
    list(context, request, loggedModelRoot(context.db, model_id), artifact_directory_path),
} satisfies Partial<Routes>

/** Lists a folder with paths relative to the root; `files` is absent if there are none (docs/rest-contract.md §7.1). */
function list({ artifacts }: Context, { signal }: RequestContext, root: ArtifactRoot, path = '') {
  const folder = checkPath(path)
  const parts = artifacts.list(below(root, folder), signal?.())
  return withList({ root_uri: root.uri }, 'files', folder ? within(folder, parts) : parts)
}

async function* within(folder: string, parts: AsyncGenerator<ArtifactFile[], void>) {
  for await (const files of parts) yield files.map((file) => ({ ...file, path: `${folder}/${file.path}` }))
}
