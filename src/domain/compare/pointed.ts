import { create } from 'zustand'

/** What is compared and pointed at, in the table or in a chart; all of them show it. */
const store = create(() => ({ id: undefined as string | undefined }))

export const usePointed = (): string | undefined => store(({ id }) => id)
export const useIsPointed = (id: string): boolean => store((pointed) => pointed.id === id)

export function pointAt(id: string | undefined): void {
  if (store.getState().id !== id) store.setState({ id })
}
