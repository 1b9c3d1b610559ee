import { useMutation } from '@tanstack/react-query'
import { checking } from './writes/checking.ts'
import type { ModelVersion, Stage, VersionId } from '#contract/versions.ts'
import { call } from './client.ts'
import { withTransitionNote } from './writes/transition-note.ts'
import { expectStages } from './writes/unchanged.ts'
import { currentVersion, refetchBeside, versionQueries } from './versions.ts'

export type Move = {
  stage: Stage
  /** Whether to archive the other versions in that stage. */
  archive: boolean
  /** Aliases of the model to give to this version. */
  aliases?: readonly string[]
  /** Why, in the person's words. */
  reason?: string
  /** Whether to move against the policy; takes a reason. */
  override?: boolean
  /** Whether to add a note to the description. */
  isNoted: boolean
}

export type Moved = {
  version: ModelVersion
  /** Whether nothing was changed after this answer. */
  isWhole: boolean
  /** What did not work after the version had moved, in words. */
  problem?: string
  /** Id of the move, with which the server undoes it. */
  activity?: string | undefined
}

/**
 * Moves a version, its aliases, and adds the note: the app's only way to do so. Throws RESOURCE_CONFLICT if someone else
 * moved it since it was shown. `now` is the server's current version.
 */
export async function moveVersion(
  shown: ModelVersion,
  { stage, archive, aliases = [], reason: typed = '', override = false, isNoted }: Move,
  now: readonly ModelVersion[],
): Promise<Moved> {
  const id = { name: shown.name, version: shown.version }
  expectStages([shown], now, 'moved')
  const move = { ...id, stage, archive_existing_versions: archive }
  const reason = typed.trim()
  const moved = await moveRecorded(move, aliases, reason, override)
  if (!isNoted) return moved
  try {
    await addNote(id, moved.version, stage, reason)
    return { ...moved, isWhole: false }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { ...moved, isWhole: false, problem: `Version moved, but the note was not added: ${why}` }
  }
}

type StageMove = VersionId & { stage: Stage; archive_existing_versions: boolean }

async function moveRecorded(
  move: StageMove,
  aliases: readonly string[],
  reason: string,
  override: boolean,
): Promise<Moved> {
  if (override) {
    const { activity_id } = await call('overrideMove', { ...move, aliases: [...aliases], comment: reason })
    return { version: await currentVersion(move), activity: activity_id, isWhole: true }
  }
  const comment = reason && { comment: reason }
  const answer = await call('moveWorkspaceVersion', { ...move, aliases: [...aliases], ...comment })
  return { version: answer.model_version_databricks, activity: answer.activity_id, isWhole: false }
}

/** Appends to the current description, not to the one shown. */
const addNote = (id: VersionId, version: ModelVersion, stage: Stage, reason: string) =>
  call('updateVersion', { ...id, description: withTransitionNote(version, stage, new Date(), reason) })

/** The key of a move under way. */
export const moving = ['moving']

/** Moves one version optimistically, and rolls back if the server refuses. */
export const useMoveVersion = () =>
  useMutation({
    mutationKey: moving,
    /** `isNew`: this app has just made the version, so nobody has moved it. */
    mutationFn: async ({ shown, isNew, ...move }: Move & { shown: ModelVersion; isNew?: true }, { client }) =>
      moveVersion(shown, move, [isNew ? shown : await checking(client, () => currentVersion(shown))]),
    async onMutate({ shown, stage }, { client }) {
      const { queryKey } = versionQueries.detail(shown)
      await client.cancelQueries({ queryKey }) // a refetch in flight would undo the new value
      const before = client.getQueryData(queryKey)
      client.setQueryData(queryKey, (version) => version && { ...version, current_stage: stage })
      return { before }
    },
    onError(_error, { shown }, result, { client }) {
      client.setQueryData(versionQueries.detail(shown).queryKey, result?.before)
    },
    // Archiving changes sibling versions and the model's latest_versions, so both refetch.
    onSettled: (data, _error, _change, _result, { client }) =>
      refetchBeside(client, data?.isWhole ? data.version : undefined),
    meta: { errorShown: 'inline' },
  })
