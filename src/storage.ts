/** Strings by key; where storage is full or forbidden, they last until the page closes. */
export type Kept = {
  get: (key: string) => string | undefined
  set: (key: string, value: string) => void
  remove: (key: string) => void
}

function kept(name: 'localStorage' | 'sessionStorage'): Kept {
  const refused = new Map<string, string>()
  const attempt = <T>(access: (storage: Storage) => T): T | undefined => {
    try {
      return access(globalThis[name]) // reading the name throws too
    } catch {
      return undefined
    }
  }
  return {
    get: (key) => refused.get(key) ?? attempt((storage) => storage.getItem(key)) ?? undefined,
    set(key, value) {
      const isKept = attempt((storage) => {
        storage.setItem(key, value)
        return true
      })
      if (isKept) refused.delete(key)
      else refused.set(key, value)
    },
    remove(key) {
      refused.delete(key)
      attempt((storage) => storage.removeItem(key))
    },
  }
}

/** Kept until this tab closes. */
export const inTab = kept('sessionStorage')
/** Kept in this browser, for all its tabs. */
export const inBrowser = kept('localStorage')
