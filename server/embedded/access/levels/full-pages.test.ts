import { expect, test } from 'vitest'
import type { Things } from '../../../testing/accounts.ts'
import { withOpenThings } from '../../../testing/levels.ts'

const { world, on, as } = withOpenThings()

test('pages of every search are full, whatever is hidden between, and begin after so many rows, whichever a token names', async () => {
  const made: Things[] = [on]
  for (let i = 0; i < 6; i += 1) made.push(await world.db.write(() => world.things(i % 2 === 0, 'admin')))
  const open = made.filter(({ mark }) => mark.startsWith('open'))
  const experiment_ids = made.map(({ experiment: id }) => id)
  const reader = as('reader')
  const first = { max_results: 2 } as const
  type Page = { found: (string | undefined)[]; next: string | undefined }
  const searches: Record<string, (page_token?: string) => Promise<Page>> = {
    models: async (page_token) => {
      const { registered_models = [], next_page_token: next } = await reader('searchModels', { ...first, page_token })
      return { found: registered_models.map(({ name }) => name), next }
    },
    versions: async (page_token) => {
      const filter = 'version_number = 1'
      const page = await reader('searchVersions', { ...first, filter, page_token })
      return { found: (page.model_versions ?? []).map(({ name }) => name), next: page.next_page_token }
    },
    experiments: async (page_token) => {
      const filter = "name LIKE '%-experiment'"
      const page = await reader('searchExperiments', { ...first, filter, page_token })
      return { found: (page.experiments ?? []).map(({ name }) => name), next: page.next_page_token }
    },
    runs: async (page_token) => {
      const { runs = [], next_page_token: next } = await reader('searchRuns', { ...first, experiment_ids, page_token })
      return { found: runs.map(({ info }) => info.run_name), next }
    },
    'logged models': async (page_token) => {
      const page = await reader('searchLoggedModels', { ...first, experiment_ids, page_token })
      return { found: (page.models ?? []).map(({ info }) => info.name), next: page.next_page_token }
    },
  }
  for (const [what, search] of Object.entries(searches)) {
    const pages: Page[] = []
    for (let token: string | undefined; pages.length < 9;) {
      const page = await search(token)
      pages.push(page)
      token = page.next
      if (!token) break
      // Beginning after any row that somebody may think of would tell by its time what is hidden after it.
      const other = JSON.parse(atob(token)) as { after: unknown }
      expect(
        await search(btoa(JSON.stringify({ ...other, after: typeof other.after === 'string' ? '[""]' : [''] }))),
      ).toEqual(await search(token))
    }
    expect([what, pages.map(({ found }) => found.length)]).toEqual([what, [2, 2]])
    const marks = pages.flatMap(({ found }) => found).map((name) => name?.split('-').slice(0, 2).join('-'))
    expect([what, marks.toSorted()]).toEqual([what, open.map(({ mark }) => mark).toSorted()])
  }
})
