import { useMutation } from '@tanstack/react-query'
import type { ModelVersion, Stage } from '#contract/versions.ts'
import { call } from './client.ts'
import { refetchRegistry } from './models.ts'
import { withTransitionNote } from './writes/transition-note.ts'
import { expectStages } from './writes/unchanged.ts'
import { currentVersion, versionQueries } from './versions.ts'

export type Move = {
  stage: Stage
  /** Whether to archive the other versions in that stage. */
  archive: boolean
  /** Whether to add a note to the description. */
  isNoted: boolean
}

/** The moved version, and the error if its note could not be added. */
export type Moved = { version: ModelVersion; noteError?: Error }

/**
 * Moves a version and adds the note: the app's only way to do so. Throws RESOURCE_CONFLICT if someone else moved it
 * since it was shown. `now` is the server's current version; if omitted, it is read right before.
 */
export async function moveVersion(
  shown: ModelVersion,
  { stage, archive, isNoted }: Move,
  now?: readonly ModelVersion[],
): Promise<Moved> {
  const id = { name: shown.name, version: shown.version }
  expectStages([shown], now ?? [await currentVersion(id)])
  const moved = await call('transitionStage', { ...id, stage, archive_existing_versions: archive })
  const version = moved.model_version
  if (!isNoted) return { version }
  try {
    // Append to the current description, not to the one shown.
    await call('updateVersion', { ...id, description: withTransitionNote(version, stage, new Date()) })
    return { version }
  } catch (error) {
    return { version, noteError: error instanceof Error ? error : new Error(String(error)) }
  }
}

/** Moves one version optimistically, and rolls back if the server refuses. */
export const useMoveVersion = () =>
  useMutation({
    mutationFn: ({ shown, ...move }: Move & { shown: ModelVersion }) => moveVersion(shown, move),
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
    onSettled: (_data, _error, _change, _result, { client }) => refetchRegistry(client),
    meta: { errorShown: 'inline' },
  })
