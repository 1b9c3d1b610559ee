import { useLocation, useParams } from 'react-router'
import type { VersionId } from '#contract/versions.ts'

type Params = Readonly<Record<string, string | undefined>>

/** A parameter that the route's pattern guarantees; its absence is a mistake in routes.tsx. */
export function param(params: Params, name: string): string {
  const value = params[name]
  if (value === undefined) throw new Error(`The route has no parameter “${name}”.`)
  return value
}

const versionParams = (params: Params): VersionId => ({
  name: param(params, 'name'),
  version: param(params, 'version'),
})

/** The checked parameter of the page shown now. */
export const useParam = (name: string): string => param(useParams(), name)
export const useVersionParams = (): VersionId => versionParams(useParams())

/** What is selected in the page's artifact browser, `''` for nothing; undefined while another tab is open. */
export const useArtifactPath = (): string | undefined => artifactPath(useLocation().pathname)

/** Read from the address itself: of a name that holds `%2F` the router's own parameter makes a folder and a file. */
export function artifactPath(pathname: string): string | undefined {
  const path = /^\/(?:models\/[^/]+\/versions|runs|logged-models)\/[^/]+\/artifacts(\/.*)?$/i.exec(pathname)
  return path ? (path[1] ?? '').split('/').filter(Boolean).map(decode).join('/') : undefined
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment // a `%` that was never encoded
  }
}

/** `1,4` names two experiments; the same one twice counts once. */
export const experimentIds = (ids: string): string[] => [...new Set(ids.split(',').filter(Boolean))]
