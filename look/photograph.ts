import type { Browser, Page } from '@playwright/test'
import { watch } from '../testbed/watch.ts'
import type { Scene } from './scene.ts'

/** Maximum height in CSS px; a longer page is cut off. */
const MOST_HEIGHT = 1400

const views = [
  { width: 1440, height: 900, colorScheme: 'light' },
  { width: 390, height: 844, colorScheme: 'light' },
  { width: 1440, height: 900, colorScheme: 'dark' },
  { width: 390, height: 844, colorScheme: 'dark' },
] as const

/** A scene's four pictures, and the faults found. */
export async function photograph(browser: Browser, scene: Scene) {
  const pictures: Buffer[] = []
  const faults = new Set<string>()
  for (const { width, height, colorScheme } of views) {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' })
    const page = await context.newPage()
    page.setDefaultTimeout(15_000)
    const problems = watch(page, [404, 500, ...(scene.statuses ?? [])]) // the scenes of failures cause some
    try {
      await scene.before?.(page)
      await page.goto(scene.url, { waitUntil: scene.before ? 'load' : 'networkidle' })
      await scene.act?.(page)
      await settled(page)
    } catch (error) {
      faults.add(`${width} ${colorScheme}: ${error instanceof Error ? error.message : String(error)}`)
    }
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (sideways > 0) faults.add(`${width}: ${sideways} px wider than the window`)
    pictures.push(await picture(page, width, height))
    for (const problem of problems) faults.add(problem)
    await context.close()
  }
  return { pictures, faults: [...faults] }
}

async function picture(page: Page, width: number, least: number): Promise<Buffer> {
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  const height = Math.max(least, Math.min(whole, MOST_HEIGHT))
  await page.setViewportSize({ width, height }) // keeps fixed elements at the bottom
  await settled(page)
  return page.screenshot({ animations: 'disabled' })
}

/** Waits until nothing was redrawn for a moment. */
const settled = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const done = () => {
          watcher.disconnect()
          resolve()
        }
        let timer = setTimeout(done, 400)
        const last = setTimeout(done, 4000)
        const watcher = new MutationObserver(() => {
          clearTimeout(timer)
          timer = setTimeout(() => {
            clearTimeout(last)
            done()
          }, 400)
        })
        watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
      }),
  )
