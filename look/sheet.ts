import type { Browser } from '@playwright/test'

/** Combines a scene's pictures into one PNG: light above dark, wide beside narrow. */
export async function sheet(browser: Browser, pictures: readonly Buffer[], file: string): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1500, height: 600 } })
  const images = pictures.map((png) => `<img src="data:image/png;base64,${png.toString('base64')}">`)
  const style = 'margin:0;padding:12px;background:#888;display:grid;grid:auto/auto auto;gap:12px;place-items:start'
  await page.setContent(`<style>img{zoom:.8}</style><body style="${style}">${images.join('')}`)
  await page.evaluate(() => Promise.all([...document.images].map((image) => image.decode())))
  await page.screenshot({ path: file, fullPage: true })
  await page.close()
}
