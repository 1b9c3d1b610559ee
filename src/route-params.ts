import { useLocation, useParams } from 'react-router'
import type { VersionId } from '#contract/versions.ts'

/** Of a route, as react-router reads them. */
export type Params = Readonly<Record<string, string | undefined>>

/** Reads a parameter that the route's pattern guarantees. If it is missing, routes.tsx is wrong. */
export function param(params: Params, name: string): string {
  const value = params[name]
  if (value === undefined) throw new Error(`The route has no parameter “${name}”.`)
  return value
}

const versionParams = (params: Params): VersionId => ({
  name: param(params, 'name'),
  version: param(params, 'version'),
})

/** The same, checked, for the current page. */
export const useParam = (name: string): string => param(useParams(), name)
export const useVersionParams = (): VersionId => versionParams(useParams())

/** The path selected in the artifact browser, `''` for none; undefined while another tab is open. */
export const useArtifactPath = (): string | undefined => artifactPath(useLocation().pathname)

/** Read from the URL itself: the router decodes `%2F` in a name into a folder separator. */
export function artifactPath(pathname: string): string | undefined {
  const path = /^\/(?:models\/[^/]+\/versions|runs|logged-models)\/[^/]+\/artifacts(\/.*)?$/i.exec(pathname)
  return path ? (path[1] ?? '').split('/').filter(Boolean).map(decode).join('/') : undefined
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment // a bare `%`
  }
}

export type ModelTab = 'overview' | 'activity' | 'policy'

/** Which tab of a model is open. */
export const useModelTab = (): ModelTab => modelTab(useLocation().pathname)

export function modelTab(pathname: string): ModelTab {
  const tab = /^\/models\/[^/]+\/(activity|policy)\/?$/i.exec(pathname)?.[1]
  return (tab?.toLowerCase() as ModelTab | undefined) ?? 'overview' // one of the two in the pattern
}

export type VersionTab = 'overview' | 'artifacts' | 'changes' | 'activity'

/** Which tab of a version is open. */
export const useVersionTab = (): VersionTab => versionTab(useLocation().pathname)

export function versionTab(pathname: string): VersionTab {
  const tab = /^\/models\/[^/]+\/versions\/[^/]+\/(artifacts|changes|activity)(?:\/|$)/i.exec(pathname)?.[1]
  return (tab?.toLowerCase() as VersionTab | undefined) ?? 'overview' // one of those in the pattern
}

/** `1,4` means two experiments; duplicates count once. */
export const experimentIds = (ids: string): string[] => [...new Set(ids.split(',').filter(Boolean))]
