import { useState } from 'react'
import { ApiError } from '#contract/errors.ts'
import { useCreateModel, useSetAlias } from '../../api/models.ts'
import { useCreateVersion } from '../../api/versions.ts'
import type { Tag } from '#contract/values.ts'
import { toast } from '../../ui/toast.ts'
import type { Candidate } from './candidate.ts'

export type Wanted = { candidate: Candidate; exists: boolean; description: string; tags: Tag[]; alias: string }

/**
 * Creates the model when it is new, then the version, then the alias. MLflow's API makes these separate requests:
 * what has succeeded is remembered, and trying again repeats only the rest.
 */
export function useRegister(name: string) {
  const [made, setMade] = useState<string>()
  const createModel = useCreateModel()
  const createVersion = useCreateVersion()
  const setAlias = useSetAlias(name)

  /** The new version's number, or undefined when a request was refused: `refusal` says why. */
  async function register({ candidate, exists, description, tags, alias }: Wanted): Promise<string | undefined> {
    const { source, run_id, model_id } = candidate
    let version: string
    try {
      if (!exists && made !== name) {
        await createUnlessThere()
        setMade(name)
      }
      const created = await createVersion.mutateAsync({
        name,
        source,
        ...(run_id && { run_id }),
        ...(model_id && { model_id }),
        ...(description && { description }),
        ...(tags.length > 0 && { tags }),
      })
      version = created.model_version.version
    } catch {
      return undefined // shown from `refusal`
    }
    try {
      if (alias) await setAlias.mutateAsync({ alias, version })
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      toast({ text: `Version ${version} is registered, but not the alias: ${why}`, tone: 'error' })
    }
    return version
  }

  /** A name that somebody already has, or took meanwhile, is no failure: the version goes there. */
  async function createUnlessThere() {
    try {
      await createModel.mutateAsync({ name })
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'RESOURCE_ALREADY_EXISTS')) throw error
      createModel.reset()
    }
  }

  return {
    register,
    isPending: createModel.isPending || createVersion.isPending || setAlias.isPending,
    /** What the server refused, and where it belongs. */
    nameRefusal: createModel.error?.message,
    versionRefusal: createVersion.error ?? undefined,
    modelMade: made === name && createModel.isSuccess,
    reset() {
      createModel.reset()
      createVersion.reset()
    },
  }
}
