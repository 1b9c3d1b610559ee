import { type QueryClient, useMutation } from '@tanstack/react-query'
import { checking } from './checking.ts'
import type { Tag } from '#contract/values.ts'
import { expectTag, type TagChange, type TagRemoval } from './unchanged.ts'

/** How to read and write the tags of one thing. */
export type TagCalls = {
  /** The tags as the server has them now, to compare with what the user saw. */
  current: () => Promise<readonly Tag[] | undefined>
  set: (key: string, value: string) => Promise<unknown>
  remove: (key: string) => Promise<unknown>
  /** Refetches everything that shows them. */
  refetch: (client: QueryClient) => Promise<unknown>
}

/** Sets a tag, unless someone else changed it since it was shown. */
export const useSetTag = ({ current, set, refetch }: TagCalls) =>
  useMutation({
    async mutationFn({ value, ...seen }: TagChange, { client }) {
      await expectTag(seen, () => checking(client, current))
      return set(seen.key, value)
    },
    onSettled: (_data, _error, _tag, _result, { client }) => refetch(client),
    meta: { errorShown: 'inline' },
  })

/** Deletes a tag, unless someone else changed it since it was shown. */
export const useDeleteTag = ({ current, remove, refetch }: TagCalls) =>
  useMutation({
    async mutationFn(seen: TagRemoval, { client }) {
      await expectTag(seen, () => checking(client, current))
      return remove(seen.key)
    },
    onSettled: (_data, _error, _key, _result, { client }) => refetch(client),
  })
