import { useParams } from 'react-router'
import type { VersionId } from '#contract/versions.ts'

type Params = Readonly<Record<string, string | undefined>>

/** A parameter that the route's pattern guarantees; its absence is a mistake in routes.tsx. */
export function param(params: Params, name: string): string {
  const value = params[name]
  if (value === undefined) throw new Error(`The route has no parameter “${name}”.`)
  return value
}

export const versionParams = (params: Params): VersionId => ({
  name: param(params, 'name'),
  version: param(params, 'version'),
})

/** The checked parameter of the page shown now. */
export const useParam = (name: string): string => param(useParams(), name)
export const useVersionParams = (): VersionId => versionParams(useParams())

/** `1,4` names two experiments; the same one twice counts once. */
export const experimentIds = (ids: string): string[] => [...new Set(ids.split(',').filter(Boolean))]
