import type { QueryClient } from '@tanstack/react-query'
import type { ModelVersion } from '#contract/versions.ts'
import { runQueries } from '../../../api/runs.ts'
import { keepKnownVersion } from '../../../api/versions.ts'
import { askVersionModel } from '../../../parts/use/use-version-model.ts'

/** Asks for what is needed to show the code that uses a version. */
export function askUsed(client: QueryClient, version: ModelVersion): Promise<unknown> {
  keepKnownVersion(client, version)
  return Promise.allSettled([
    askVersionModel(client, version),
    ...(version.run_id ? [client.query(runQueries.detail(version.run_id))] : []),
  ])
}
