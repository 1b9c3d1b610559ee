import { preferences, usePreferences } from '../../preferences.ts'
import { serverInfo } from '../server-info.ts'

/** The name under which this browser writes where nobody signs in: whom a proxy names, or else the name from Settings. */
export const personName = (): string => serverInfo.user ?? preferences().name

export function usePersonName(): string {
  const { name } = usePreferences()
  return serverInfo.user ?? name
}
