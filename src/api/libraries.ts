import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { ApiError } from '#contract/errors.ts'
import type { Libraries } from '#contract/libraries.ts'
import { below, type Place } from '#contract/model-uri.ts'
import { artifactQueries, firstPart } from './artifacts.ts'

/**
 * What the model in a folder needs installed: requirements.txt says it, else conda.yaml; null where neither does.
 * Where the MLmodel file tells that MLflow wrote the first, the folder is not listed.
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

/** The text of a file, undefined when it is not there. */
async function textIn(client: QueryClient, { owner, path }: Place, name: string): Promise<string | undefined> {
  try {
    const { bytes } = await client.query(artifactQueries.content({ owner, path: below(path, name) }, firstPart))
    return new TextDecoder().decode(bytes)
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 500)) return undefined
    throw error
  }
}
