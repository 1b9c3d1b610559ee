/** Strings by key; where storage is full or forbidden, they last until the page closes. */
export type Kept = {
  get: (key: string) => string | undefined
  set: (key: string, value: string) => void
  remove: (key: string) => void
}

declare global {
  interface Window {
    /** What the names of all that a browser keeps end with: the server's base path (src/before-app.js). */
    pathInNames?: string
  }
}

/** A name for this server alone: others may have other paths of the same origin. */
export const nameHere = (name: string): string => name + (globalThis.window?.pathInNames ?? '')

function kept(name: 'localStorage' | 'sessionStorage'): Kept {
  /** By whole name. */
  const refused = new Map<string, string>()
  const attempt = <T>(access: (storage: Storage) => T): T | undefined => {
    try {
      return access(globalThis[name]) // reading the name throws too
    } catch {
      return undefined
    }
  }
  return {
    get(key) {
      const whole = nameHere(key)
      return refused.get(whole) ?? attempt((storage) => storage.getItem(whole)) ?? undefined
    },
    set(key, value) {
      const whole = nameHere(key)
      const isKept = attempt((storage) => {
        storage.setItem(whole, value)
        return true
      })
      if (isKept) refused.delete(whole)
      else refused.set(whole, value)
    },
    remove(key) {
      const whole = nameHere(key)
      refused.delete(whole)
      attempt((storage) => storage.removeItem(whole))
    },
  }
}

/** Kept until this tab closes. */
export const inTab = kept('sessionStorage')
/** Kept in this browser, for all its tabs. */
export const inBrowser = kept('localStorage')
