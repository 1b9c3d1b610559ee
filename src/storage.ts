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
  /** By the name with the path. */
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
      const stored = nameHere(key)
      return refused.get(stored) ?? attempt((storage) => storage.getItem(stored)) ?? undefined
    },
    set(key, value) {
      const stored = nameHere(key)
      const isKept = attempt((storage) => {
        storage.setItem(stored, value)
        return true
      })
      if (isKept) refused.delete(stored)
      else refused.set(stored, value)
    },
    remove(key) {
      const stored = nameHere(key)
      refused.delete(stored)
      attempt((storage) => storage.removeItem(stored))
    },
  }
}

/** Kept until this tab closes. */
export const inTab = kept('sessionStorage')
/** Kept in this browser, for all its tabs. */
export const inBrowser = kept('localStorage')
