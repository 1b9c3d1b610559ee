import { useSyncExternalStore } from 'react'

/** What a person chose for this browser. The theme is kept by MUI, under its own key. */
type Preferences = {
  /** Signs what they make here: the owner of a model, the author of a version. '' signs nothing. */
  name: string
  /** `local`, or the IANA name of the zone that times are shown in. */
  timeZone: string
}

const KEY = 'modelshelf'
const defaults: Preferences = { name: '', timeZone: 'local' }
const listeners = new Set<() => void>()
let current: Preferences | undefined

export const preferences = (): Preferences => (current ??= parsePreferences(stored()))

/** Keeps what was chosen; where the browser keeps nothing, until the page is closed. */
export function prefer(chosen: Partial<Preferences>): void {
  current = { ...preferences(), ...chosen }
  try {
    localStorage.setItem(KEY, JSON.stringify(current))
  } catch {
    // Storage is full or forbidden: the choice holds for this page.
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
    return null // forbidden, or no browser
  }
}

/** Reads what was kept; anything else than we would have written counts as not chosen. */
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
