import { useMutation } from '@tanstack/react-query'
import { call } from './client.ts'
import { runQueries } from './runs.ts'

/** Deletes a run; MLflow keeps it, and `useRestoreRun` brings it back. */
export const useDeleteRun = () =>
  useMutation({
    mutationFn: (run_id: string) => call('deleteRun', { run_id }),
    onSettled: (_data, _error, _id, _result, { client }) => client.invalidateQueries({ queryKey: runQueries.root }),
  })

export const useRestoreRun = () =>
  useMutation({
    mutationFn: (run_id: string) => call('restoreRun', { run_id }),
    onSettled: (_data, _error, _id, _result, { client }) => client.invalidateQueries({ queryKey: runQueries.root }),
  })
