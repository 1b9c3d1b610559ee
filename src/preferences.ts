import { useSyncExternalStore } from 'react'

/** Choices kept in this browser. MUI keeps the theme under its own key. */
type Preferences = {
  /** Becomes the owner of new models and the author of new versions; '' for neither. */
  name: string
  /** `local`, or the IANA name of the zone to show times in. */
  timeZone: string
}

const KEY = 'modelshelf'
const defaults: Preferences = { name: '', timeZone: 'local' }
const listeners = new Set<() => void>()
let current: Preferences | undefined

export const preferences = (): Preferences => (current ??= parsePreferences(stored()))

/** Stores the choices; without storage they last until the page closes. */
export function prefer(chosen: Partial<Preferences>): void {
  current = { ...preferences(), ...chosen }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // Storage is full or forbidden: the choice lasts for this page.
  }
  listeners.forEach((listener) => listener())
}

export const usePreferences = (): Preferences => useSyncExternalStore(subscribe, preferences)

function subscribe(listener: () => void) {
  if (listeners.size === 0) window.addEventListener('storage', onOtherTab)
  listeners.add(listener)
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) window.removeEventListener('storage', onOtherTab)
  }
}

function onOtherTab({ key }: StorageEvent) {
  if (key !== KEY) return
  current = undefined
  listeners.forEach((listener) => listener())
}

function stored(): string | null {
  try {
    return localStorage.getItem(KEY)
  } catch {
    return null // storage is forbidden, or this is no browser
  }
}

/** Reads the stored choices; anything the app would not have written is ignored. */
export function parsePreferences(text: string | null): Preferences {
  if (text === null) return defaults
  let kept: unknown
  try {
    kept = JSON.parse(text)
  } catch {
    return defaults
  }
  if (typeof kept !== 'object' || kept === null) return defaults
  const name = 'name' in kept && typeof kept.name === 'string' ? kept.name : defaults.name
  const zone = 'timeZone' in kept && typeof kept.timeZone === 'string' ? kept.timeZone : defaults.timeZone
  return { name, timeZone: zone === 'local' || isTimeZone(zone) ? zone : defaults.timeZone }
}

function isTimeZone(zone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}
