import { useEffectEvent, useLayoutEffect } from 'react'

/** Keys pressed in these elements are input, not shortcuts. */
const takesKeys =
  'textarea, select, [contenteditable], [role=menu], [role=listbox], [aria-modal=true], input:not([type=checkbox])'

/** Runs `keys[event.key]` on plain key presses outside fields and dialogs. */
export function useShortcuts(keys: Record<string, (event: KeyboardEvent) => void>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (event.target instanceof Element && event.target.closest(takesKeys)) return
    if (document.querySelector('[aria-modal=true]')) return
    keys[event.key]?.(event)
  })
  // Before the page is painted: a key pressed as soon as it is seen must not get lost.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
