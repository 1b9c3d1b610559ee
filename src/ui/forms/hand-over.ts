/**
 * The ref of a button that can disappear with what it was pressed for: the dialog or page around it then takes the focus, so that Escape
 * and Tab still work there, unless something else has taken it.
 */
export function handOver(button: HTMLElement | null): (() => void) | undefined {
  if (!button) return undefined
  return () => {
    const around = button.closest<HTMLElement>('[role="dialog"], main')
    if (button !== document.activeElement) return
    queueMicrotask(() => {
      if (!button.isConnected && document.activeElement === document.body) around?.focus({ preventScroll: true })
    })
  }
}
