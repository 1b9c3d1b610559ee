import { type QueryClient, useMutation } from '@tanstack/react-query'
import type { Destination } from '#contract/review-log.ts'
import type { Activity } from '#contract/reviews.ts'
import type { VersionId } from '#contract/versions.ts'
import { call } from '../client.ts'
import { refetchRegistry } from './refetch-registry.ts'
import { roots } from '../query-keys.ts'

const refetchReviews = (client: QueryClient) => client.invalidateQueries({ queryKey: roots.reviews })

type Transition = { stage: Destination; comment?: string }
export type Decision = Transition &
  (
    | { kind: 'approve'; archive: boolean; aliases: string[]; changes_opened: boolean }
    | { kind: 'reject'; changes_opened: boolean }
    | { kind: 'withdraw'; creator: string }
  )

/** Asks for a version to be moved, or to get an alias. */
export const useRequestTransition = (id: VersionId) =>
  useMutation({
    mutationFn: (transition: Transition) => call('createTransitionRequest', { ...id, ...transition }),
    onSettled: (_data, _error, _input, _result, { client }) => refetchReviews(client),
    meta: { errorShown: 'inline' },
  })

/**
 * Approves, rejects or withdraws a request. An approval moves the version unless the policy asks for more of them; returns
 * the activity's id, to undo that.
 */
export const useDecide = (id: VersionId) =>
  useMutation({
    async mutationFn(decision: Decision): Promise<{ activity: string; moved: boolean }> {
      const { stage, comment } = decision
      const transition = { ...id, stage, ...(comment && { comment }) }
      const { activity, moved = false } = await decide(transition, decision)
      return { activity: activity.id, moved }
    },
    onSettled: (_data, _error, _input, _result, { client }) => refetchRegistry(client),
    meta: { errorShown: 'inline' },
  })

const decide = (
  transition: VersionId & Transition,
  decision: Decision,
): Promise<{ activity: Activity; moved?: boolean | undefined }> => {
  switch (decision.kind) {
    case 'approve': {
      const { archive: archive_existing_versions, aliases, changes_opened } = decision
      return call('approveTransitionRequest', { ...transition, archive_existing_versions, aliases, changes_opened })
    }
    case 'reject':
      return call('rejectTransitionRequest', { ...transition, changes_opened: decision.changes_opened })
    case 'withdraw':
      return call('deleteTransitionRequest', { ...transition, creator: decision.creator })
  }
}

const useCommentWrite = <Input>(mutationFn: (input: Input) => Promise<unknown>) =>
  useMutation({
    mutationFn,
    onSettled: (_data, _error, _input, _result, { client }) => refetchReviews(client),
    meta: { errorShown: 'inline' },
  })

export const useAddComment = (id: VersionId) =>
  useCommentWrite((comment: string) => call('createComment', { ...id, comment }))
export const useEditComment = () =>
  useCommentWrite((edit: { id: string; comment: string }) => call('updateComment', edit))
export const useDeleteComment = () => useCommentWrite((id: string) => call('deleteComment', { id }))
