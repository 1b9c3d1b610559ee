import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** WCAG 2.2 AA. */
export const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/**
 * What axe finds on this page, or in `part` of it, against these rules or tags of rules. The page's CSP, which forbids the script,
 * must be bypassed.
 */
export async function axeFinds(
  page: Page,
  runOnly?: readonly string[],
  part = page.locator('html'),
): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  return part.evaluate(async (root, runOnly) => {
    const options = { resultTypes: ['violations'], ...(runOnly && { runOnly }) }
    const found = await (window as unknown as { axe: Axe }).axe.run(root, options) // the line above defined it
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
  }, runOnly)
}

type Axe = {
  run: (root: Element, options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}
