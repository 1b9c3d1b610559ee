import { queryOptions } from '@tanstack/react-query'
import { type Place, placeOfSource, samePlace } from '#contract/model-uri.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { call } from './client.ts'
import { equals } from './search-filter.ts'
import { versionQueries } from './versions.ts'

const search = async (filter: string, signal: AbortSignal) =>
  (await call('searchVersions', { filter, max_results: 10_000 }, signal)).model_versions ?? []

/** What was registered from somewhere, newest first. */
export const registrationQueries = {
  /** All versions that name this run, of every model. */
  ofRun: (run_id: string) =>
    queryOptions({
      queryKey: [...versionQueries.root, 'of-run', run_id],
      queryFn: async ({ signal }) => newestFirst(await search(equals('run_id', run_id), signal)),
    }),
  /** All versions of a logged model; for one without a run, whose versions no run finds. */
  ofLoggedModel: (model_id: string) =>
    queryOptions({
      queryKey: [...versionQueries.root, 'of-logged-model', model_id],
      queryFn: async ({ signal }) => newestFirst(await search(equals('source_path', `models:/${model_id}`), signal)),
    }),
}

/** Those of `versions` whose files are exactly at `place`. */
export const registeredAt = (versions: readonly ModelVersion[], place: Place): ModelVersion[] =>
  versions.filter((version) => {
    const at = placeOfSource(version.source ?? '', version.run_id, version.model_id)
    return at !== undefined && samePlace(at, place)
  })

const newestFirst = (versions: ModelVersion[]) =>
  versions.toSorted((a, b) => (b.creation_timestamp ?? 0) - (a.creation_timestamp ?? 0))
