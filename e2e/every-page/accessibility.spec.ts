import type { Page } from '@playwright/test'
import { axeFinds, wcag } from './axe.ts'
import { expect, only, test } from '../fixtures.ts'
import { startServer } from '../../testbed/server.ts'

// WCAG 2.2 AA: axe finds nothing on any page, empty or filled with the sample project.

/** Those of them that look at colors: all that can differ in the dark. */
const colorRules = ['color-contrast', 'link-in-text-block']

for (const [of, placesOf] of [
  ['empty', () => Promise.resolve(emptyPages)],
  ['filled', filledPages],
] as const)
  test(
    `axe finds nothing on any ${of} page, light and dark`,
    only('embedded', 'MLflow has no sample project'),
    async ({ browser }) => {
      test.slow()
      const server = await startServer()
      // The pages' CSP forbids injecting axe as text, so it is bypassed; axe checks nothing that the CSP affects.
      const context = await browser.newContext({ baseURL: server.url, bypassCSP: true })
      try {
        await expectAccessible(await context.newPage(), await placesOf(server.url))
      } finally {
        await context.close()
        await server.stop()
      }
    },
  )

/** A page, and an element that it shows once loaded. */
type Place = [path: string, shows: string]

async function expectAccessible(page: Page, places: readonly Place[]) {
  const shownIn = async (colorScheme: 'light' | 'dark') => {
    await page.emulateMedia({ colorScheme })
    await expect(page.locator('html')).toHaveAttribute('data-theme', colorScheme)
  }
  for (const [path, shows] of places) {
    await page.goto(path)
    await shownIn('light')
    await expect(page.getByRole('main').getByText(shows).first(), path).toBeVisible()
    await expect(page.locator('.MuiSkeleton-root'), path).toHaveCount(0)
    expect.soft(await axeFinds(page, wcag), path).toEqual([])
    expect.soft(await page.evaluate(runTogether), path).toEqual([])
    const heading = page.getByRole('heading', { level: 1 })
    await expect.soft(heading.first(), path).toHaveAccessibleName(/\S/)
    await expect.soft(heading.getByRole('button'), path).toHaveCount(0) // it would be part of the name
    expect.soft(await page.evaluate(plainFragments), path).toEqual([])
    const address = page.url()
    await page.getByRole('link', { name: 'Skip to content' }).press('Enter')
    await expect(page.getByRole('main')).toBeFocused()
    expect.soft(page.url(), 'the page stays').toBe(address)
    await shownIn('dark')
    expect.soft(await axeFinds(page, colorRules), `${path}, dark`).toEqual([])
  }
}

/** Links to a part of the page that the page's `base` would send to another; the link that skips to the content is moved by code. */
const plainFragments = () =>
  [...document.querySelectorAll('a[href^="#"]:not([href="#page"])')].map((link) => link.outerHTML.slice(0, 200))

/** Words that a screen reader would read as one: inline texts of two elements without a space between them. */
function runTogether(): string[] {
  const found: string[] = []
  for (const box of document.querySelectorAll('main :is(td, th, h1, h2, h3, li, dd, dt, a, button)')) {
    const isInline = (node: Node): boolean => {
      for (let part = node.parentElement; part && part !== box; part = part.parentElement)
        if (getComputedStyle(part).display !== 'inline') return false
      return true
    }
    const texts = document.createTreeWalker(box, NodeFilter.SHOW_TEXT)
    let before: Text | undefined
    for (let text = texts.nextNode() as Text | null; text; text = texts.nextNode() as Text | null) {
      if (text.data === '') continue
      const isApart = before === undefined || before.parentElement === text.parentElement
      const areWords = /[\p{L}\p{N}]$/u.test(before?.data ?? '') && /^[\p{L}\p{N}]/u.test(text.data)
      const flex = /flex|grid/.test(getComputedStyle(box).display)
      if (before && !isApart && areWords && !flex && isInline(before) && isInline(text))
        found.push(`${before.data}|${text.data}`)
      before = text
    }
  }
  return found
}

const emptyPages: Place[] = [
  ['models', 'No models yet'],
  ['registry/health', 'No models yet'],
  ['reviews', 'Nothing is waiting'],
  ['experiments', 'Default'],
  ['experiments?view=deleted', 'No deleted experiments'],
  ['experiments/0/runs', 'No runs yet'],
]

/** Loads the sample project and returns every page with its data. */
async function filledPages(url: string): Promise<Place[]> {
  const ask = async (method: string, path: string, body?: object) => {
    const headers = { 'Content-Type': 'application/json' }
    const answer = await fetch(`${url}${path}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) })
    return (await answer.json()) as { runs?: Found[]; models?: Found[] }
  }
  await ask('POST', 'modelshelf/sample', {})
  const second = { name: 'station-demand', version: '2' }
  await ask('POST', 'api/2.0/mlflow/transition-requests/create', {
    ...second,
    stage: 'Staging',
    comment: 'Replaced long ago',
  })
  await ask('POST', 'api/2.0/mlflow/comments/create', { ...second, comment: 'Better on rainy days' })
  const { runs = [] } = await ask('POST', 'api/2.0/mlflow/runs/search', { experiment_ids: ['1', '2', '3'] })
  const { models = [] } = await ask('POST', 'api/2.0/mlflow/logged-models/search', { experiment_ids: ['1', '2', '3'] })
  const run = (name: string) => `runs/${runs.find(({ info }) => info.run_name === name)?.info.run_id}`
  const poisson = run('poisson, hours by day')
  const version = 'models/station-demand/versions/3'
  return [
    ['models', 'station-demand'],
    ['models?view=cards&by=owner&q=okafor', 'mira.okafor (2)'],
    ['models?q=nonsense', 'No models match'],
    ['models/station-demand', 'Version 3'],
    [version, 'Lineage'],
    [`${version}/artifacts`, 'MLmodel'],
    [`${version}/changes?show=all`, 'Difference'],
    ['models/station-demand/activity', 'asked to'],
    ['models/station-demand/versions/2/activity', 'Better on rainy days'],
    ['models/station-demand/versions/2', 'asked to'],
    ['registry/health', 'versions checked'],
    ['registry/which', 'Only the hashes are sent'],
    ['reviews', 'Ready for Production'],
    ['models/bike-fault-risk/policy', '2 approvals'],
    ['models/none', 'No model named'],
    ['experiments', 'station-demand'],
    ['experiments/1,2,3/runs', 'Duration'],
    ['compare/runs?experiments=1,2,3', 'Parallel coordinates'],
    ['compare?version=station-demand%401&version=station-demand%403&base=station-demand%401', 'better'],
    [poisson, 'Python equivalent'],
    [`${run('mlp 16, final')}/metrics`, 'System metrics (2)'],
    [`${poisson}/artifacts`, 'evaluation'],
    [`${poisson}/models`, 'Logged models'],
    [`logged-models/${models[0]?.info.model_id}`, 'MLmodel'],
    ['settings', 'Backend'],
    ['settings/webhooks', 'No webhooks yet'],
    ['nowhere', 'Page not found'],
  ]
}
type Found = { info: { run_id?: string; run_name?: string; model_id?: string } }
