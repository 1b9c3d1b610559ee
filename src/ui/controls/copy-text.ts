import { toast } from '../feedback/toast.ts'

/** Puts text on the clipboard, and answers whether it is there; where the browser refuses, a toast says so. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await write(text)
    return true
  } catch (error) {
    toast({ text: `Not copied: ${error instanceof Error ? error.message : String(error)}`, tone: 'error' })
    return false
  }
}

async function write(text: string): Promise<void> {
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
