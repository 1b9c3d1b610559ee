import { toast } from '../feedback/toast.ts'

/** Copies text to the clipboard and returns whether that worked; if the browser refuses, a toast says so. */
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
  // Browsers offer the clipboard API only on https and localhost; use execCommand elsewhere.
  if (window.isSecureContext) return navigator.clipboard.writeText(text)
  const before = document.activeElement
  const area = document.createElement('textarea')
  area.value = text
  // An open dialog traps the focus, so the text must be selected inside it.
  ;(before?.closest('[role=dialog]') ?? document.body).append(area)
  area.select()
  const copied = document.execCommand('copy')
  area.remove()
  if (before instanceof HTMLElement) before.focus()
  if (!copied) throw new Error('The browser did not allow copying.')
}
