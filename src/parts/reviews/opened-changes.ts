import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { inTab } from '../../storage.ts'
import type { VersionId } from '#contract/versions.ts'

const keyOf = ({ name, version }: VersionId) => `${version} ${name}`

/** The versions whose Changes were shown in this tab of the browser. A reload keeps them. */
const useOpened = create(
  persist(() => ({ keys: [] as string[] }), {
    name: 'modelshelf.opened-changes',
    storage: createJSONStorage(() => ({
      getItem: (key) => inTab.get(key) ?? null,
      setItem: inTab.set,
      removeItem: inTab.remove,
    })),
  }),
)

export function noteChangesOpened(id: VersionId): void {
  useOpened.setState(({ keys }) => ({ keys: [...new Set([...keys, keyOf(id)])].slice(-100) }))
}

export const hasOpenedChanges = (id: VersionId): boolean => useOpened.getState().keys.includes(keyOf(id))
