import type { ModelVersion } from '#contract/versions.ts'
import type { Db } from '../../db.ts'
import { type Search, registryPage } from './registry-pages.ts'
import { listField, versionColumns, versionOf, type VersionRow } from './version-rows.ts'

const source = { grammar: 'versions', columns: versionColumns, from: 'model_versions AS v' } as const

/** Finds one page of versions, without aliases, last updated first unless ordered otherwise (docs/rest-contract.md §6). */
export function searchVersions(db: Db, search: Search): { model_versions?: ModelVersion[]; next_page_token?: string } {
  const { rows, ...page } = registryPage<VersionRow>(db, search, source, { usual: 200_000, most: 200_000 })
  return { ...listField('model_versions', rows.map(versionOf)), ...page }
}
