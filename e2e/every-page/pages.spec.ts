import type { Page } from '@playwright/test'
import { expect, mlflow2, mlflow3, only, test } from '../fixtures.ts'
import { startServer } from '../../testbed/server.ts'

const emptyOne = only('embedded', 'starts an empty server of its own')
test('an empty registry says how to register a first model, with this server’s address', emptyOne, async ({ page }) => {
  const own = await startServer()
  await page.goto(`${own.url}models`)
  await expect(page.getByText('log_model').first()).toBeVisible()
  await expect(page.getByText(own.url.replace(/\/$/, '')).first()).toBeVisible()
  await page.close()
  await own.stop()
})

test('links printed by MLflow clients open the matching page', { tag: mlflow2 }, async ({ page, call, unique }) => {
  const name = unique('Old link')
  await call('createModel', { name })
  await page.goto(`#/models/${encodeURIComponent(name)}`)
  await expect(page).toHaveURL(new RegExp(`/models/${encodeURIComponent(name)}$`))
  const { run } = await call('createRun', { experiment_id: '0', run_name: unique('linked') })
  await page.goto(`#/experiments/0/runs/${run.info.run_id}`)
  await expect(page).toHaveURL(new RegExp(`/runs/${run.info.run_id}$`))
  await expect(page.getByRole('heading', { level: 1 })).toContainText('linked')
  // Pasted into an open tab, and a link of MLflow 3.
  await page.evaluate((id) => (window.location.hash = `#/experiments/0/runs/${id}/artifacts`), run.info.run_id)
  await expect(page).toHaveURL(new RegExp(`/runs/${run.info.run_id}/artifacts$`))
})

test('shows the frame of the app before its code, in the chosen theme, and nothing of it moves', async ({ page }) => {
  for (const [width, theme] of [
    [1440, 'dark'],
    [390, 'light'],
  ] as const) {
    await page.setViewportSize({ width, height: 800 })
    const app = Promise.withResolvers<void>()
    const own = Promise.withResolvers<void>()
    const hold = (code: RegExp, until: Promise<void>) =>
      page.route(code, async (route) => {
        await until
        await route.continue()
      })
    await hold(/\/assets\/index-[^/]*\.js$/, app.promise)
    await hold(/\/ModelsPage-[^/]*\.js/, own.promise)
    await page.addInitScript((mode) => localStorage.setItem('mui-mode', mode), theme)
    await page.goto('models', { waitUntil: 'commit' })
    await expect(page.locator('#shell')).toBeVisible()
    // A screen reader hears the navigation once, when it can be used.
    expect(await page.getByText('Experiments').ariaSnapshot()).toBe('')
    const frame = await look(page)
    expect(frame.background).toBe(theme === 'dark' ? 'rgb(20, 23, 26)' : 'rgb(255, 255, 255)')
    app.resolve()
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
    expect(await look(page)).toEqual(frame)
    const heading = page.getByRole('heading', { level: 1 })
    await expect(heading).toHaveCount(0)
    own.resolve()
    await expect(heading).toHaveText('Registered models')
    await page.unrouteAll()
  }
})

/** Where the frame's parts are, to the pixel, and their colours and fonts. */
const look = (page: Page) =>
  page.evaluate(() => {
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- runs in the page
    const part = (text: string) => {
      const words = document.evaluate(`//body//*[text()='${text}']`, document).iterateNext() as HTMLElement
      const { x, y, width, height } = words.getBoundingClientRect()
      const { color, fontSize, fontWeight, fontFamily } = getComputedStyle(words)
      const icon = words.previousElementSibling?.getBoundingClientRect().toJSON() as unknown
      return { at: [x, y, width, height].map(Math.round), color, fontSize, fontWeight, fontFamily, icon }
    }
    // oxlint-disable-next-line unicorn/consistent-function-scoping -- runs in the page
    const edges = (element: Element) => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const { borderRight, borderTop, borderBottom } = getComputedStyle(element)
      const lines = [borderRight, borderTop, borderBottom].map((line) => !line.startsWith('0px') && line)
      return { at: [x, y, width, height].map(Math.round), lines }
    }
    return {
      words: ['Modelshelf', 'Models', 'Reviews', 'Experiments'].map(part),
      rail: edges(document.querySelector('nav[aria-label=Main], #shell > div')!),
      bar: edges(document.querySelector('header, #shell > b')!),
      background: [document.body, document.documentElement]
        .map((element) => getComputedStyle(element).backgroundColor)
        .find((color) => color !== 'rgba(0, 0, 0, 0)'),
    }
  })

test('moves the focus to the heading of a new page, keeps it on a tab, and opens an address at its top', async ({
  page,
  call,
  unique,
}) => {
  const { experiment_id } = await call('createExperiment', { name: unique('keys') })
  const { run } = await call('createRun', { experiment_id, run_name: 'by keys', start_time: Date.now() })
  const heading = page.getByRole('heading', { level: 1 })
  await page.goto(`experiments/${experiment_id}/runs`)
  await page.getByRole('link', { name: 'by keys' }).press('Enter')
  await expect(heading).toContainText('by keys')
  await expect(heading).toBeFocused()
  const tab = page.getByRole('tab', { name: 'Artifacts' })
  await tab.press('Enter')
  await expect(page).toHaveURL(new RegExp(`${run.info.run_id}/artifacts$`))
  await expect(tab).toBeFocused()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: 'Go to a model' }).fill('Settings')
  await expect(page.getByRole('option', { name: 'Settings', selected: true })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(heading).toHaveText('Settings')
  await expect(heading).toBeFocused()
  await page.goBack()
  await expect(heading).toContainText('by keys')
  await expect(heading).toBeFocused()

  await page.setViewportSize({ width: 1440, height: 240 })
  const scrolled = () => page.evaluate(() => window.scrollY)
  await page.goto('settings')
  await expect(heading).toHaveText('Settings')
  await page.evaluate(() => scrollTo(0, 120))
  // As typed into the address bar of the same tab.
  await page.goto(`runs/${run.info.run_id}`)
  await expect(heading).toContainText('by keys')
  expect(await scrolled()).toBe(0)
  await page.goBack()
  await expect(heading).toHaveText('Settings')
  await expect.poll(scrolled).toBe(120)
  await page.reload()
  await expect(heading).toHaveText('Settings')
  await expect.poll(scrolled).toBe(120)
})

test('filters runs, and marks an error beside the field', { tag: mlflow2 }, async ({ page, call, unique }) => {
  const { experiment_id } = await call('createExperiment', { name: unique('filter') })
  for (const [run_name, value] of [
    ['good', 5],
    ['bad', 9],
  ] as const) {
    const { run } = await call('createRun', { experiment_id, run_name, start_time: Date.now() })
    await call('logMetric', { run_id: run.info.run_id, key: 'rmse', value, timestamp: Date.now() })
  }
  await page.goto(`experiments/${experiment_id}/runs`)
  await expect(page.getByRole('link', { name: 'bad' })).toBeVisible()
  const search = page.getByLabel('Search runs')
  await search.fill('metrics.rmse < 7')
  await search.press('Enter')
  await expect(page.getByRole('link', { name: 'bad' })).toBeHidden()
  await expect(page.getByRole('link', { name: 'good' })).toBeVisible()
  await expect(page).toHaveURL(/q=metrics/)
  await search.fill('metrics.rmse <')
  await search.press('Enter')
  await expect(search).toHaveAttribute('aria-invalid', 'true')
})

test.describe('what does not exist says so', () => {
  test.use({ allowedStatuses: [404] })
  for (const [path, says, where] of [
    ['nowhere', 'Page not found', {}], // no call of MLflow's
    ['models/nobody', 'No model named “nobody”', { tag: mlflow3 }],
    ['models/nobody/versions/1', '“nobody” has no version 1', { tag: mlflow3 }],
    ['runs/0123', 'No run with ID 0123', { tag: mlflow3 }],
    ['logged-models/m-0123', 'No logged model with ID m-0123', { tag: mlflow3 }],
    ['experiments/987654/runs', 'Experiment not found', { tag: mlflow3 }],
  ] as const)
    test(path, where, async ({ page }) => {
      await page.goto(path)
      const main = page.getByRole('main')
      await expect(main.getByRole('heading', { level: 1 })).toHaveText('Not found')
      await expect(main).toContainText(says)
      await expect(page).toHaveTitle('Not found · Modelshelf')
    })
})
