import { useMutation } from '@tanstack/react-query'
import type { Grant, ThingId } from '#contract/access/access.ts'
import { call } from '../client.ts'
import { refetchAccess } from './access.ts'

/** Gives a level in place of the one before; without `level` it is taken away. */
type LevelChange = Pick<Grant, 'holder'> & Partial<Pick<Grant, 'name' | 'level'>>

export const useSetAccess = (thing: ThingId) =>
  useMutation({
    mutationFn: (change: LevelChange) => call('setAccess', { ...thing, ...change }),
    onSettled: (_data, _error, _change, _result, { client }) => refetchAccess(client),
    meta: { errorShown: 'inline' },
  })
