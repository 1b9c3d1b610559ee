import { allPages } from '#contract/all-pages.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { call } from '../client.ts'
import { MOST_VERSIONS } from './most-read.ts'

/** The versions of all models that changed last, by the model's name; `isCut`: there are others. */
export async function newestVersions(
  signal: AbortSignal,
): Promise<{ versions: ReadonlyMap<string, ModelVersion[]>; isCut: boolean }> {
  const found: ModelVersion[] = []
  const search = { max_results: 1000, order_by: ['last_updated_timestamp DESC'] }
  for await (const page of allPages((next) => call('searchVersions', { ...search, ...next }, signal))) {
    found.push(...(page.model_versions ?? []))
    if (found.length >= MOST_VERSIONS && page.next_page_token) return { versions: byModel(found), isCut: true }
  }
  return { versions: byModel(found), isCut: false }
}

const byModel = (versions: readonly ModelVersion[]) => Map.groupBy(versions, ({ name }) => name)
