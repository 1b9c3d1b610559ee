import type { Page } from '@playwright/test'

/** Drops a file or folder of this machine on a point of the page, as if dragged from another window. */
export async function drop(page: Page, path: string, at: { x: number; y: number }): Promise<void> {
  const cdp = await page.context().newCDPSession(page)
  const data = { items: [], files: [path], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await cdp.send('Input.dispatchDragEvent', { type, ...at, data })
  await cdp.detach()
}
