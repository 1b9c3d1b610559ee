import { queryOptions } from '@tanstack/react-query'
import { formatModelUri, type Place, placeOfSource, samePlace } from '#contract/model-uri.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { equals } from '#contract/filter/equals.ts'
import { versionQueries } from './versions.ts'
import { allPages } from '#contract/all-pages.ts'
import { call } from './client.ts'
import { batched, inGroupsOf } from './batched.ts'

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

/** Runs per request: version search is a GET, and some servers limit URLs to 4 kB. */
const AT_ONCE = 50

const versionsOf = batched(async (runIds) => {
  const [only = ''] = runIds
  const filter = runIds.length === 1 ? equals('run_id', only) : `run_id IN (${runIds.map((id) => `'${id}'`).join(',')})`
  return Map.groupBy(await allVersions(filter), ({ run_id }) => run_id ?? '')
}, groupsOf)

/** Every version that a filter finds, of every model. */
async function allVersions(filter: string, signal?: AbortSignal): Promise<ModelVersion[]> {
  const versions: ModelVersion[] = []
  for await (const page of allPages((next) => call('searchVersions', { filter, max_results: 10_000, ...next }, signal)))
    versions.push(...(page.model_versions ?? []))
  return versions
}

/** All versions, of every model, that name this run, newest first. Concurrent calls share requests. */
const versionsOfRun = async (runId: string): Promise<ModelVersion[]> => newestFirst((await versionsOf(runId)) ?? [])

/** Ids also come from the URL: skip anything that does not look like one. */
function groupsOf(runIds: readonly string[]): string[][] {
  const plain = runIds.filter((id) => /^\w+$/.test(id))
  const others = runIds.filter((id) => !plain.includes(id)).map((id) => [id])
  return [...others, ...inGroupsOf(AT_ONCE)(plain)]
}

const newestFirst = (versions: readonly ModelVersion[]): ModelVersion[] =>
  versions.toSorted((a, b) => (b.creation_timestamp ?? 0) - (a.creation_timestamp ?? 0))
