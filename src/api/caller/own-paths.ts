import { readJson, send } from '#contract/client.ts'
import { baseUrl } from '../../base-url.ts'
import { apiFetch } from '../client.ts'

/** Reads one of Modelshelf's own paths, below the base path. */
export async function readOwn<Answer>(
  path: string,
  query: Record<string, string>,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await send(apiFetch, `${baseUrl}${path}?${new URLSearchParams(query)}`, signal ? { signal } : {})
  return (await readJson(response)) as Answer // our own server: the contract says what it answers
}

/** Writes to one of them. */
export async function postOwn<Answer>(path: string, body: object): Promise<Answer> {
  const headers = { 'Content-Type': 'application/json' }
  const response = await send(apiFetch, `${baseUrl}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
  return (await readJson(response)) as Answer // as above
}
