import type { Grammar } from '#contract/filter/filter-grammars.ts'
import type { Db } from '../embedded/db.ts'
import { searchExperiments } from '../embedded/store/experiments/search-experiments.ts'
import { searchLoggedModels } from '../embedded/store/logged-models/search-logged-models.ts'
import { searchModels, searchVersions } from '../embedded/store/registry/search-registry.ts'
import { type RunsAsked, searchRuns } from '../embedded/store/runs/search-runs.ts'

export type Asked = { filter: string; order_by: string[]; experiment_ids?: string[]; page_token?: string } & Pick<
  RunsAsked,
  'summary' | 'run_view_type'
>

const page = { max_results: 100 }
/** The first page, or that of a token, of each kind of search; of runs and logged models in the default experiment, unless others are named. */
export const searches: Record<Grammar, (db: Db, asked: Asked) => { next_page_token?: string | undefined }> = {
  experiments: (db, { filter, order_by, page_token }) =>
    searchExperiments(db, { filter, order_by, page_token, ...page }),
  runs: (db, asked) => searchRuns(db, { experiment_ids: ['0'], ...asked, ...page }),
  models: (db, { filter, order_by, page_token }) => searchModels(db, { filter, order_by, page_token, ...page }),
  versions: (db, { filter, order_by, page_token }) => searchVersions(db, { filter, order_by, page_token, ...page }),
  loggedModels: (db, { filter, order_by, page_token, experiment_ids = ['0'] }) =>
    searchLoggedModels(db, {
      experiment_ids,
      filter,
      page_token,
      order_by: order_by.map((field_name) => ({ field_name, ascending: true })),
      ...page,
    }),
}
