import { queryOptions, useMutation } from '@tanstack/react-query'
import { readJson, send } from '#contract/client.ts'
import { samplePath, type SampleChange, type SampleState } from '#contract/sample.ts'
import { baseUrl } from '../base-url.ts'
import { apiFetch } from './client.ts'
import { roots } from './query-keys.ts'

async function ask<Answer>(init: RequestInit): Promise<Answer> {
  const response = await send(apiFetch, `${baseUrl}${samplePath}`, init)
  return (await readJson(response)) as Answer // our own server follows the contract
}

export const sampleQueries = {
  state: () => queryOptions({ queryKey: roots.sample, queryFn: ({ signal }) => ask<SampleState>({ signal }) }),
}

type Change = {
  /** Called even after the caller unmounted: loading the sample replaces the page that offered it. */
  onDone: (change: SampleChange) => void
  errorShown?: 'inline'
}

const useChange = (method: 'POST' | 'DELETE', { onDone, ...meta }: Change) =>
  useMutation({
    mutationFn: () => ask<SampleChange>({ method, headers: { 'Content-Type': 'application/json' }, body: '{}' }),
    onSuccess: onDone,
    // Anything shown may have changed.
    onSettled: (_data, _error, _input, _result, { client }) => client.invalidateQueries(),
    meta: { ...meta, isNameless: true },
  })

export const useLoadSample = (change: Change) => useChange('POST', change)
export const useRemoveSample = (change: Change) => useChange('DELETE', change)
