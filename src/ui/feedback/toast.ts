import { create } from 'zustand'

type ToastLink = { to: string; text: string }
/** A follow-up such as Undo. */
type ToastAction = { text: string; run: () => void }
export type Toast = { id: number; text: string; tone: 'info' | 'error'; link?: ToastLink; action?: ToastAction }

const useStore = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }))
let nextId = 1

/** Shows a short message at the bottom of the page, optionally with one link or action. Returns its id. */
export function toast({ tone = 'info', ...said }: Omit<Toast, 'id' | 'tone'> & { tone?: Toast['tone'] }): number {
  const id = nextId++
  useStore.setState(({ toasts }) => {
    // Saying the same again does not make two of it.
    const others = toasts.filter((it) => it.text !== said.text || it.tone !== tone)
    return { toasts: [...others.slice(-2), { id, tone, ...said }] }
  })
  return id
}

/** Reports a failure that no form shows. */
export const sayFailed = (error: Error): void => void toast({ text: error.message, tone: 'error' })

export const dismissToast = (id: number): void =>
  useStore.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))

export const useToasts = (): readonly Toast[] => useStore(({ toasts }) => toasts)
