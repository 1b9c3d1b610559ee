import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on this page, against these rules or tags of rules. The page's CSP, which forbids the script, must be bypassed. */
export async function axeFinds(page: Page, runOnly?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe)
  return page.evaluate(async (runOnly) => {
    const options = { resultTypes: ['violations'], ...(runOnly && { runOnly }) }
    const found = await (window as unknown as { axe: Axe }).axe.run(document, options) // the line above defined it
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' | ')}`)
  }, runOnly)
}

type Axe = {
  run: (root: Document, options: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>
}
