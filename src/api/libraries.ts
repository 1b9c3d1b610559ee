import { FIRST_PART } from '#contract/files/file-kinds.ts'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError } from '#contract/errors.ts'
import type { Libraries } from '#contract/libraries.ts'
import { below, type Place } from '#contract/model-uri.ts'
import { withoutSecrets } from '../text/without-secrets.ts'
import { artifactQueries } from './artifacts.ts'

/**
 * The libraries to install for the model in a folder, from requirements.txt, else conda.yaml; null without either. If
 * the MLmodel file shows that MLflow wrote the first, the folder is not listed.
 */
export const librariesOf = (place: Place, hasRequirements: boolean) =>
  queryOptions({
    queryKey: [...artifactQueries.root, 'libraries', place.owner, place.path, hasRequirements],
    queryFn: async ({ client }): Promise<Libraries | null> => {
      const { fromConda, fromRequirements } = await import('#contract/libraries.ts')
      if (hasRequirements) {
        const text = await textIn(client, place, 'requirements.txt')
        if (text !== undefined) return fromRequirements(text)
      }
      const { files } = await client.query({ ...artifactQueries.list(place), staleTime: 60_000 })
      const find = async (name: string) =>
        files.some(({ path }) => path === below(place.path, name)) ? textIn(client, place, name) : undefined
      const requirements = await find('requirements.txt')
      if (requirements !== undefined) return fromRequirements(requirements)
      const conda = await find('conda.yaml')
      return conda === undefined ? null : fromConda(conda)
    },
    staleTime: 60_000,
  })

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
