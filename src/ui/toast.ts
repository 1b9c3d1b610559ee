import { useSyncExternalStore } from 'react'

export type Toast = { id: number; text: string; tone: 'info' | 'error'; link?: { to: string; text: string } }

let toasts: readonly Toast[] = []
let nextId = 1
const listeners = new Set<() => void>()

function set(next: readonly Toast[]) {
  toasts = next
  listeners.forEach((listener) => listener())
}

/** Shows a short message at the bottom of the page, optionally with one link. */
export function toast({
  text,
  tone = 'info',
  link,
}: {
  text: string
  tone?: Toast['tone']
  link?: { to: string; text: string }
}): void {
  set([...toasts.slice(-2), { id: nextId++, text, tone, ...(link ? { link } : {}) }])
}

export const dismissToast = (id: number): void => set(toasts.filter((toast) => toast.id !== id))

export const useToasts = (): readonly Toast[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => toasts,
  )
