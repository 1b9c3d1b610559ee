import type { Page } from '@playwright/test'

/** Collects errors that a page does not show. */
export function watch(page: Page, allowed: readonly number[]): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.stack ?? error.message}`))
  page.on('console', (message) => {
    // Chromium also reports every failed response here; the response listener handles those.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      problems.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 400 && !allowed.includes(response.status()))
      problems.push(`${response.status()} ${response.request().method()} ${response.url()}`)
  })
  return problems
}
