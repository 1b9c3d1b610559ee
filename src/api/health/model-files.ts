import { queryOptions } from '@tanstack/react-query'
import { below, type Place } from '#contract/model-uri.ts'
import { artifactQueries } from '../artifacts.ts'
import { sizeOfFile, wholeFolderQueries } from '../changes/whole-folder.ts'
import { librariesOf } from '../libraries.ts'

/**
 * What a folder holds: its MLmodel file, libraries, and the paths and bytes of its files; or the name and bytes of a file that is there
 * instead. All artifacts of a run are not read whole: they may be many thousands.
 */
export const modelFilesQuery = (place: Place) =>
  queryOptions({
    queryKey: [...artifactQueries.root, 'model-files', place.owner, place.path],
    queryFn: async ({ client }) => {
      const { files: top } = await client.query({ ...artifactQueries.list(place), staleTime: 60_000 })
      const has = (name: string) => top.some(({ path, is_dir }) => !is_dir && path === below(place.path, name))
      if (top.length === 0) {
        const bytes = await sizeOfFile(client, place)
        const files = bytes === undefined ? [] : [place.path.slice(place.path.lastIndexOf('/') + 1)]
        return { isFolder: false, model: null, libraries: null, files, bytes }
      }
      if (!has('MLmodel') && place.path === '' && 'run_id' in place.owner)
        return { isFolder: true, model: null, libraries: null, files: namesOf(top), bytes: undefined }
      const { sizes, isCut } = await client.query(wholeFolderQueries.sizes(place))
      const bytes = isCut ? undefined : [...sizes.values()].reduce((sum, size) => sum + size, 0)
      const files = [...sizes.keys()]
      if (!has('MLmodel')) return { isFolder: true, model: null, libraries: null, files, bytes }
      const model = await client.query(artifactQueries.mlmodel(place))
      const libraries = await client.query(librariesOf(place, has('requirements.txt')))
      return { isFolder: true, model, libraries, files, bytes }
    },
    staleTime: 60_000,
  })

const namesOf = (files: readonly { path: string; is_dir: boolean }[]) =>
  files.filter(({ is_dir }) => !is_dir).map(({ path }) => path)
