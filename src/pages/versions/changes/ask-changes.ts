import type { QueryClient } from '@tanstack/react-query'
import { usualAgainst, wantedOf } from '#contract/compared/against.ts'
import { loggedIdOf } from '#contract/model-uri.ts'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { artifactQueries } from '../../../api/artifacts.ts'
import { wholeFolderQueries } from '../../../api/changes/whole-folder.ts'
import { loggedModelQueries } from '../../../api/logged-models.ts'
import { modelQueries } from '../../../api/models.ts'
import { runQueries } from '../../../api/runs.ts'
import { keepKnownVersion, versionQueries } from '../../../api/versions.ts'
import { askVersionModel } from '../../../parts/use/use-version-model.ts'

/** Asks for what Changes shows of a version and of the one that it is compared with, side by side. `against` is as in the URL. */
export async function askChanges(client: QueryClient, own: VersionId, against: string): Promise<void> {
  const { name } = wantedOf(against, own.name)
  const [versions, model] = [client.query(versionQueries.of(name)), client.query(modelQueries.detail(own.name))]
  const listed = async () => (await Promise.all([versions, model]))[0]
  await Promise.allSettled([versions, model, askSide(client, own), askOther(client, own, against, listed)])
}

/** Asks for another version to compare with. What Changes shows of its own is there, and it asks for the list to choose from. */
export const askAnother = (client: QueryClient, own: VersionId, against: string): Promise<unknown> =>
  Promise.allSettled([
    askOther(client, own, against, () =>
      client.query({ ...versionQueries.of(wantedOf(against, own.name).name), staleTime: Infinity }),
    ),
  ])

async function askOther(client: QueryClient, own: VersionId, against: string, listed: () => Promise<ModelVersion[]>) {
  const { name, version } = wantedOf(against, own.name)
  const usual = version ?? usualAgainst(own, await listed())?.version
  if (usual === undefined) return
  keepKnownVersion(client, { name, version: usual })
  await askSide(client, { name, version: usual })
}

async function askSide(client: QueryClient, id: VersionId): Promise<void> {
  const version = await client.query(versionQueries.detail(id))
  await Promise.allSettled([
    askVersionModel(client, version),
    client.query(artifactQueries.placeOfVersion(id)).then((at) => client.query(wholeFolderQueries.sizes(at))),
    ...askMeasured(client, version),
  ])
}

/** Asks for the run and the logged model of a version. */
export function askMeasured(client: QueryClient, version: ModelVersion): Promise<unknown>[] {
  const loggedId = loggedIdOf(version)
  return [
    ...(version.run_id ? [client.query(runQueries.detail(version.run_id))] : []),
    ...(loggedId ? [client.query(loggedModelQueries.detail(loggedId))] : []),
  ]
}
