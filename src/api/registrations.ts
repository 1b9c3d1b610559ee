import { queryOptions } from '@tanstack/react-query'
import { formatModelUri, type Place, placeOfSource, samePlace } from '#contract/model-uri.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { equals } from './search-filter.ts'
import { allVersions, newestFirst, versionsOfRun } from './versions-of-runs.ts'
import { versionQueries } from './versions.ts'

/** The versions registered from somewhere, newest first. */
export const registrationQueries = {
  /** All versions, of every model, that name this run. */
  ofRun: (run_id: string) =>
    queryOptions({
      queryKey: [...versionQueries.root, 'of-run', run_id],
      queryFn: () => versionsOfRun(run_id),
      staleTime: 30_000,
    }),
  /** All versions of a logged model. For one without a run, which no search by run finds. */
  ofLoggedModel: (model_id: string) =>
    queryOptions({
      queryKey: [...versionQueries.root, 'of-logged-model', model_id],
      queryFn: async ({ signal }) => {
        const filter = equals('source_path', formatModelUri({ kind: 'logged-model', model_id, path: '' }))
        return newestFirst(await allVersions(filter, signal))
      },
    }),
}

/** The versions whose files are exactly at `place`. */
export const registeredAt = (versions: readonly ModelVersion[], place: Place): ModelVersion[] =>
  versions.filter((version) => {
    const at = placeOfSource(version.source ?? '', version.run_id, version.model_id)
    return at !== undefined && samePlace(at, place)
  })
