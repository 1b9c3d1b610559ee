import { useQuery } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { Place } from '#contract/model-uri.ts'
import { artifactQueries, downloadUrl } from '../../api/artifacts.ts'
import { authorization } from '../../api/sign-in.ts'

/**
 * What a picture, sound or film is filled with, as the ref of its element: the file's address, which the browser reads by
 * itself; or its bytes, `pending` at first, where a person signed in here, since a plain address carries no credentials.
 */
export function useSource(place: Place, enabled = true) {
  const signedIn = authorization() !== undefined
  const { data: blob, error } = useQuery({ ...artifactQueries.blob(place), enabled: signedIn && enabled })
  const address = downloadUrl(place)
  // Only what stands in the page is filled: React drops the failure of a film that is not in its place yet.
  const fill = useCallback(
    (element: HTMLImageElement | HTMLMediaElement | null) => {
      if (!element) return undefined
      const url = blob ? URL.createObjectURL(blob) : address
      element.src = url
      return () => URL.revokeObjectURL(url) // which does nothing to the server's address
    },
    [blob, address],
  )
  return { fill, error, pending: signedIn && !blob && !error }
}
