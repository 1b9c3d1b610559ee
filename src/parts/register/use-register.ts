import { useState } from 'react'
import { ApiError } from '#contract/errors.ts'
import { useCreateModel, useSetAlias } from '../../api/models.ts'
import { isAboutInput } from '../../api/refusals.ts'
import { useMoveVersion } from '../../api/move-version.ts'
import { useCreateVersion } from '../../api/versions.ts'
import type { Tag } from '#contract/values.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { toast } from '../../ui/feedback/toast.ts'
import type { Candidate } from './candidate.ts'

type Wanted = {
  candidate: Candidate
  exists: boolean
  description: string
  tags: Tag[]
  alias: string
  toStaging: boolean
}

/**
 * Creates the model if it is new, then the version, then its alias and stage. These are separate requests in MLflow's
 * API: completed ones are remembered, and a retry repeats only the rest.
 */
export function useRegister(name: string) {
  const [madeModel, setMadeModel] = useState<string>()
  const createModel = useCreateModel({ isFirst: true })
  const createVersion = useCreateVersion()
  const setAlias = useSetAlias(name)
  const move = useMoveVersion()

  /** The new version's number, or undefined if refused: see `refusal`. */
  async function register({
    candidate,
    exists,
    description,
    tags,
    alias,
    toStaging,
  }: Wanted): Promise<string | undefined> {
    const { source, run_id, model_id } = candidate
    let made: ModelVersion
    try {
      if (!exists && madeModel !== name) {
        await createUnlessThere()
        setMadeModel(name)
      }
      const created = await createVersion.mutateAsync({
        name,
        source,
        ...(run_id && { run_id }),
        ...(model_id && { model_id }),
        ...(description && { description }),
        ...(tags.length > 0 && { tags }),
      })
      made = created.model_version
    } catch {
      return undefined // shown from `refusal`
    }
    const { version } = made
    if (alias) await reportUnfinished(version, 'its alias was not set', setAlias.mutateAsync({ alias, version }))
    if (toStaging) {
      const change = { shown: made, isNew: true, stage: 'Staging', archive: false, isNoted: false } as const
      await reportUnfinished(version, 'was not moved to Staging', move.mutateAsync(change))
    }
    return version
  }

  /** If the name exists by now, the version goes there. */
  async function createUnlessThere() {
    try {
      await createModel.mutateAsync({ name })
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'RESOURCE_ALREADY_EXISTS')) throw error
      createModel.reset()
    }
  }

  const isNameRefused = isAboutInput(createModel.error)
  return {
    register,
    isPending: createModel.isPending || createVersion.isPending || setAlias.isPending || move.isPending,
    /** The server's errors about the name, and about the rest. */
    nameRefusal: isNameRefused ? createModel.error?.message : undefined,
    refusal: (isNameRefused ? null : createModel.error) ?? createVersion.error ?? undefined,
    modelMade: madeModel === name && createModel.isSuccess,
    reset() {
      createModel.reset()
      createVersion.reset()
    },
  }
}

/** Finishes a version that is registered already. An error leaves it registered and says what is missing. */
async function reportUnfinished(version: string, lacks: string, done: Promise<unknown>) {
  try {
    await done
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    toast({ text: `Version ${version} registered, but ${lacks}: ${why}`, tone: 'error' })
  }
}
