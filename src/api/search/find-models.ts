import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { allPages, pageFrom } from '#contract/all-pages.ts'
import type { Output } from '#contract/endpoints.ts'
import { call } from '../client.ts'
import { roots } from '../query-keys.ts'
import { serverInfo } from '../server-info.ts'
import { cut } from '../../text/cut.ts'

/** Whether the server finds models by anything. In front of MLflow the browser does. */
export const serverFinds = serverInfo.backend === 'embedded'

/** The most words that the server takes, and letters of one. */
const MOST_WORDS = 20
const MOST_LETTERS = 200

/** What the server is asked for these words. */
export const findInput = (words: readonly string[], filter: string) => ({
  words: words.slice(0, MOST_WORDS).map((word) => cut(word, MOST_LETTERS)),
  ...(filter && { filter }),
})

export type FoundPage = Output<'findModels'>

/** The models that have all words somewhere, the best first. */
export const findQueries = {
  pages: (words: readonly string[], filter: string) =>
    infiniteQueryOptions({
      queryKey: [...roots.models, 'found-pages', words, filter],
      queryFn: ({ pageParam, signal }) =>
        call('findModels', { ...findInput(words, filter), max_results: 100, ...pageFrom(pageParam) }, signal),
      initialPageParam: '',
      getNextPageParam: ({ next_page_token }) => next_page_token,
    }),
  /** All of them, for orders and filters that the server does not offer. */
  all: (words: readonly string[], filter: string) =>
    queryOptions({
      queryKey: [...roots.models, 'found-all', words, filter],
      queryFn: async ({ signal }) => {
        const found: FoundPage['found'] = []
        const input = { ...findInput(words, filter), max_results: 1000 }
        for await (const page of allPages((next) => call('findModels', { ...input, ...next }, signal)))
          found.push(...page.found)
        return found
      },
    }),
}
