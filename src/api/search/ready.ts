import { queryOptions } from '@tanstack/react-query'
import pLimit from 'p-limit'
import { allPages } from '#contract/all-pages.ts'
import { writtenKey } from '#contract/filter/filter-key.ts'
import { tagValue } from '#contract/tags.ts'
import type { ModelVersion, VersionId } from '#contract/versions.ts'
import { call } from '../client.ts'
import { modelQueries } from '../models.ts'
import { roots } from '../query-keys.ts'
import { equals } from '#contract/filter/equals.ts'
import type { ReadyMark } from './ready-mark.ts'

/** Versions asked for at once: as many as a browser asks one server for side by side. */
const limit = pLimit(6)

/** The newest version of each model that has the mark and is not in Production, by name. */
export const readyQuery = (mark: ReadyMark) =>
  queryOptions({
    queryKey: [...roots.versions, 'ready', mark],
    queryFn: async ({ signal, client }): Promise<VersionId[]> => {
      if (!('key' in mark)) {
        const all = modelQueries.all({ filter: '' })
        // Shown by nothing, it would be read to its end.
        signal.addEventListener('abort', () => void client.cancelQueries({ queryKey: all.queryKey, type: 'inactive' }))
        const models = await client.query(all)
        if ('any' in mark) return waiting(models.flatMap(({ latest_versions = [] }) => latest_versions))
        const named = models.flatMap(({ name, aliases = [] }) =>
          aliases.flatMap(({ alias, version }) => (alias === mark.alias ? { name, version } : [])),
        )
        const versions = await Promise.all(
          named.map((id) => limit(async () => (await call('getVersion', id, signal)).model_version)),
        )
        return waiting(versions)
      }
      const versions: ModelVersion[] = []
      const search = { filter: equals(writtenKey('tags', mark.key), mark.value), max_results: 1000 }
      for await (const page of allPages((next) => call('searchVersions', { ...search, ...next }, signal)))
        versions.push(...(page.model_versions ?? []))
      return waiting(versions.filter(({ tags }) => tagValue(tags, mark.key) === mark.value))
    },
  })

/** Only the newest of each model counts, and not if it is in Production already. */
function waiting(versions: readonly ModelVersion[]): VersionId[] {
  const newest = new Map<string, ModelVersion>()
  for (const version of versions)
    if (Number(version.version) > Number(newest.get(version.name)?.version ?? 0)) newest.set(version.name, version)
  return [...newest.values()]
    .filter(({ current_stage }) => current_stage !== 'Production')
    .map(({ name, version }) => ({ name, version }))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}
