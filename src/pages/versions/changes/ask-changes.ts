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

/** Asks for what Changes shows of a version and of the one that it is compared with, side by side. */
export async function askChanges(client: QueryClient, own: VersionId, search: URLSearchParams): Promise<void> {
  const { name, version } = wantedOf(search.get('against') ?? '', own.name)
  const [versions, model] = [client.query(versionQueries.of(name)), client.query(modelQueries.detail(own.name))]
  const other = async () => {
    const usual = version ?? usualAgainst(own, (await Promise.all([versions, model]))[0])?.version
    if (usual === undefined) return
    keepKnownVersion(client, { name, version: usual })
    await askSide(client, { name, version: usual })
  }
  await Promise.allSettled([versions, model, askSide(client, own), other()])
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
