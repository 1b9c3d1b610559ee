/** Puts text on the clipboard. Rejects when the browser refuses. */
export async function copyText(text: string): Promise<void> {
  // Browsers offer the clipboard only over https and on localhost; elsewhere the old way still works.
  if (window.isSecureContext) return navigator.clipboard.writeText(text)
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  // Inside an open dialog the focus is trapped: the text must be selected within it.
  ;(before?.closest('[role=dialog]') ?? document.body).append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  if (!copied) throw new Error('The browser did not allow copying.')
}
