import { useCallback } from 'react'
import { folderOf, type Place } from '#contract/model-uri.ts'
import { paths } from '../../paths.ts'
import { relativePath } from '../relative-path.ts'
import { PictureBeside } from '../media/PictureBeside.tsx'

/** Renders pictures and links to files logged beside a Markdown text. */
export function useBesideText({ owner, path }: Place) {
  const folder = folderOf(path)
  const picture = useCallback(
    (file: string, alt: string) => <PictureBeside place={{ owner, path: relativePath(folder, file) }} alt={alt} />,
    [owner, folder],
  )
  const fileLink = useCallback(
    (file: string) => paths.artifacts(owner, relativePath(folder, file)) + (/#.*$/.exec(file)?.[0] ?? ''),
    [owner, folder],
  )
  return { picture, fileLink }
}
