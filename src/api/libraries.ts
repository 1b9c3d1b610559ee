import { FIRST_PART } from '#contract/files/file-kinds.ts'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError } from '#contract/errors.ts'
import type { Libraries } from '#contract/libraries.ts'
import { below, type Place } from '#contract/model-uri.ts'
import { withoutSecrets } from '../text/without-secrets.ts'
import { artifactQueries } from './artifacts.ts'
import { whenReachable } from './connection.ts'

/**
 * The libraries to install for the model in a folder, from requirements.txt, else conda.yaml; null without either. If
 * the MLmodel file shows that MLflow wrote the first, the folder is not listed.
 */
export const librariesOf = (place: Place, hasRequirements: boolean) =>
  queryOptions({
    queryKey: [...artifactQueries.root, 'libraries', place.owner, place.path, hasRequirements],
    queryFn: async ({ client }): Promise<Libraries | null> => {
      const [{ fromConda, fromRequirements }, file] = await Promise.all([
        whenReachable(() => import('#contract/libraries.ts')),
        fileOf(client, place, hasRequirements),
      ])
      return file && (file.isConda ? fromConda(file.text) : fromRequirements(file.text))
    },
    staleTime: 60_000,
  })

/** The text of the file that names a model's libraries, null without one. */
async function fileOf(client: QueryClient, place: Place, hasRequirements: boolean) {
  const known = hasRequirements ? await textIn(client, place, 'requirements.txt') : undefined
  if (known !== undefined) return { isConda: false, text: known }
  const { files } = await client.query({ ...artifactQueries.list(place), staleTime: 60_000 })
  for (const name of ['requirements.txt', 'conda.yaml']) {
    const isThere = files.some(({ path }) => path === below(place.path, name))
    const text = isThere ? await textIn(client, place, name) : undefined
    if (text !== undefined) return { isConda: name === 'conda.yaml', text }
  }
  return null
}

/** The text of a file, undefined if it is missing. Package indexes are often named with a password. */
async function textIn(client: QueryClient, { owner, path }: Place, name: string): Promise<string | undefined> {
  try {
    const { bytes } = await client.query(artifactQueries.content({ owner, path: below(path, name) }, FIRST_PART))
    return withoutSecrets(new TextDecoder().decode(bytes))
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 500)) return undefined
    throw error
  }
}
