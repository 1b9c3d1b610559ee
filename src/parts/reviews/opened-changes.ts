import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { VersionId } from '#contract/versions.ts'

const keyOf = ({ name, version }: VersionId) => `${version} ${name}`

/** The versions whose Changes were shown in this tab of the browser. A reload keeps them. */
const useOpened = create(
  persist(() => ({ keys: [] as string[] }), {
    name: 'modelshelf.opened-changes',
    storage: createJSONStorage(() => sessionStorage),
  }),
)

export function noteChangesOpened(id: VersionId): void {
  useOpened.setState(({ keys }) => ({ keys: [...new Set([...keys, keyOf(id)])].slice(-100) }))
}

export const hasOpenedChanges = (id: VersionId): boolean => useOpened.getState().keys.includes(keyOf(id))
