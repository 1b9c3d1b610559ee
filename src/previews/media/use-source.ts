import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Place } from '#contract/model-uri.ts'
import { artifactQueries, downloadUrl } from '../../api/artifacts.ts'
import { needsHeaders } from '../../api/caller/call-headers.ts'

/**
 * Sets the source of an image, sound or video through the element's ref: the file's URL, which the browser loads by
 * itself; or, for signed-in users, its bytes (`pending` at first), because a plain URL carries no credentials.
 */
export function useSource(place: Place, enabled = true, source?: Blob) {
  const byFetch = needsHeaders() && !source
  const { data: blob = source, error } = useQuery({ ...artifactQueries.blob(place), enabled: byFetch && enabled })
  const address = downloadUrl(place)
  // Set it only on mounted elements: React drops the error of a video that is not in the document yet.
  const fill = useCallback(
    (element: HTMLImageElement | HTMLMediaElement | null) => {
      if (!element) return undefined
      const url = blob ? URL.createObjectURL(blob) : address
      element.src = url
      return () => URL.revokeObjectURL(url) // this leaves a server URL alone
    },
    [blob, address],
  )
  return { fill, error, pending: byFetch && !blob && !error }
}
