import type { RegisteredModel } from '#contract/models.ts'
import type { Db } from '../../db.ts'
import { latestVersions } from './latest-versions.ts'
import { modelColumns, modelOf, type ModelRow } from './model-rows.ts'
import { type Search, registryPage } from './registry-pages.ts'
import { listField } from './version-rows.ts'

const source = { grammar: 'models', columns: modelColumns, from: 'registered_models AS m' } as const

/** Finds one page of models, by name unless ordered otherwise, in two statements (docs/rest-contract.md §5). */
export function searchModels(
  db: Db,
  search: Search,
): { registered_models?: RegisteredModel[]; next_page_token?: string } {
  const { rows, ...page } = registryPage<ModelRow>(db, search, source, { usual: 100, most: 1000 })
  const latest = latestVersions(
    db,
    rows.map(({ name }) => name),
  )
  return {
    ...listField(
      'registered_models',
      rows.map((row) => modelOf(row, latest.get(row.name) ?? [])),
    ),
    ...page,
  }
}
