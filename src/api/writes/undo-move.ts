import { type QueryClient, useMutation } from '@tanstack/react-query'
import type { ModelVersion, Stage } from '#contract/versions.ts'
import { call } from '../client.ts'
import { currentModel } from '../models.ts'
import { refetchRegistry } from './refetch-registry.ts'
import { moveVersion } from '../move-version.ts'
import { versionQueries } from '../versions.ts'
import { expectAlias, expectStages } from './unchanged.ts'

/** What a move changed, as it was before. */
export type Before = {
  name: string
  /** The versions that changed their stage, as shown before, and the stage they are in since. */
  versions: readonly { was: ModelVersion; now: Stage }[]
  /** The aliases that moved to `to`, and the versions that had them. */
  aliases: readonly { alias: string; from: string; to: string }[]
}

export type Undo = {
  /** Id of the move or of the approval that caused it, where the server keeps them. */
  activity: string | undefined
  before?: Before
}

/** Takes back a move: the server does it if it knows the move, else each change is reversed. */
export const useUndoMove = () =>
  useMutation({
    async mutationFn({ activity, before }: Undo, { client }) {
      if (activity !== undefined) await call('undoMove', { id: activity })
      else if (before) await restore(before, client)
    },
    onSettled: (_data, _error, _input, _result, { client }) => refetchRegistry(client),
  })

/** Throws RESOURCE_CONFLICT, and changes nothing, if someone else has changed any of it since. */
async function restore({ name, versions, aliases }: Before, client: QueryClient): Promise<void> {
  const now = await client.query({ ...versionQueries.of(name), staleTime: 0 })
  const model = aliases.length > 0 ? await currentModel(name) : undefined
  for (const { alias, to } of aliases) await expectAlias({ alias, was: to }, async () => model?.aliases)
  const moved = versions.map((it) => ({ ...it.was, current_stage: it.now, back: it.was.current_stage ?? 'None' }))
  expectStages(moved, now, 'moved back')
  for (const { back, ...shown } of moved) await moveVersion(shown, { stage: back, archive: false, isNoted: false }, now)
  for (const { alias, from } of aliases) await call('setAlias', { name, alias, version: from })
}
