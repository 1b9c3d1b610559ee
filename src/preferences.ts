import { create } from 'zustand'
import { inBrowser, nameHere } from './storage.ts'

/** Choices kept in this browser. MUI keeps the theme under its own key. */
type Preferences = {
  /** Becomes the owner of new models and the author of new versions; '' for neither. */
  name: string
  /** Chose to have none, when asked. */
  skipsName: boolean
  /** `local`, or the IANA name of the zone to show times in. */
  timeZone: string
}

/** Of a name. Tag values can be far longer, but such a name is a mistake. */
export const LONGEST_NAME = 200

const KEY = 'modelshelf'
const defaults: Preferences = { name: '', skipsName: false, timeZone: 'local' }

/** Makes and keeps choices. */
export function prefer(chosen: Partial<Preferences>): void {
  usePreferences.setState(chosen)
  inBrowser.set(KEY, JSON.stringify(preferences()))
}

/** Reads the stored choices; anything the app would not have written is ignored. */
export function parsePreferences(text: string | undefined): Preferences {
  if (text === undefined) return defaults
  let kept: unknown
  try {
    kept = JSON.parse(text)
  } catch {
    return defaults
  }
  if (typeof kept !== 'object' || kept === null) return defaults
  const name = 'name' in kept && typeof kept.name === 'string' ? kept.name : defaults.name
  const zone = 'timeZone' in kept && typeof kept.timeZone === 'string' ? kept.timeZone : defaults.timeZone
  const skipsName = 'skipsName' in kept && kept.skipsName === true
  return { name, skipsName, timeZone: zone === 'local' || isTimeZone(zone) ? zone : defaults.timeZone }
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}

export const usePreferences = create<Preferences>(() => parsePreferences(inBrowser.get(KEY)))
export const preferences = (): Preferences => usePreferences.getState()

// Unit tests have no window.
globalThis.window?.addEventListener('storage', ({ key }) => {
  if (key === nameHere(KEY)) usePreferences.setState(parsePreferences(inBrowser.get(KEY))) // another tab changed them
})
