import { useMutation } from '@tanstack/react-query'
import { conflict } from '#contract/errors.ts'
import { isActive } from '#contract/stages.ts'
import type { ModelVersion } from '#contract/versions.ts'
import { call } from '../client.ts'
import { versionQueries } from '../versions.ts'
import { checking } from './checking.ts'
import { forgetGone } from './refetch-registry.ts'

/** Whether a version keeps its model from being deleted. */
export const isInUse = ({ current_stage }: ModelVersion): boolean => isActive(current_stage)

/** Deletes a model, unless a version is in use by now. */
export const useDeleteModel = () =>
  useMutation({
    async mutationFn(name: string, { client }) {
      const now = await checking(client, () => client.query({ ...versionQueries.of(name), staleTime: 0 }))
      const active = now.find(isInUse)
      if (active)
        throw conflict(`Version ${active.version} is in ${active.current_stage}, so the model was not deleted.`)
      return call('deleteModel', { name })
    },
    onSuccess: (_data, name, _result, { client }) => forgetGone(client, { name }),
    meta: { errorShown: 'inline' },
  })
