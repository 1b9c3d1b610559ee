import type { BrowserContext, Page } from '@playwright/test'
import { createClient } from '#contract/client.ts'
import { seedRun } from '../../testbed/artifacts.ts'
import { expect } from '../fixtures.ts'
import { expectUntouched, look, open } from '../every-page/look-at.ts'
import { attack, html, png } from '../seeds/sample-files.ts'
import { startServer } from '../../testbed/server.ts'

// HTML artifacts are shown in the page, isolated: without scripts unless asked for, and without the network unless allowed.

look('an HTML page shows without its scripts, and on request with them, alone', async ({ page, files }) => {
  await files({ 'report.html': html })
  const frame = page.frameLocator('iframe[title="report.html"]')
  await expect(frame.getByRole('heading')).toHaveCSS('color', 'rgb(1, 2, 3)')
  await expect(frame.getByText('still')).toBeVisible()
  await page.getByRole('button', { name: 'Run scripts' }).click()
  await expect(frame.getByText('ran alone')).toBeVisible()
  await expectUntouched(page)
})

look('an HTML page keeps its styles, and none of them is reported against the page', async ({ page, files }) => {
  // The page fixture fails on CSP reports: one per table cell once blocked the page for a minute.
  await files({ 'report.html': '<p style="color: rgb(4, 5, 6)">styled</p><p class=a style = "top:0">style=x</p>' })
  const frame = page.frameLocator('iframe[title="report.html"]')
  await expect(frame.getByText('styled')).toHaveCSS('color', 'rgb(4, 5, 6)')
  await expect(frame.getByText('style=x')).toHaveAttribute('style', 'top:0')
})

look('a report of megabytes is there in time, and runs nothing either', async ({ page, files }) => {
  const row = `<tr><td style="color: red" onclick="${attack}">cell</td><td>${'words '.repeat(4)}</td></tr>`
  await files({
    'long.html': `<h1>Long</h1><table>${row.repeat(20_000)}</table><script>${attack}</script><p>the end</p>`,
  })
  await expect(page.frameLocator('iframe[title="long.html"]').getByText('the end')).toBeAttached()
  await expectUntouched(page)
})

look('the frame for HTML runs no scripts even when they reach it', async ({ context, server, page, files }) => {
  await files({ 'a.txt': 'x' })
  // A page without the fixture, because CSP reports are expected here.
  const other = await context.newPage()
  await other.goto(page.url())
  const said = await other.evaluate(async (base) => {
    const frame = document.createElement('iframe')
    frame.src = `${base}modelshelf/preview`
    const heard: string[] = []
    addEventListener('message', ({ data }) => heard.push(String(data)))
    const loaded = () => new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }))
    const first = loaded()
    document.body.append(frame)
    await first
    const second = loaded()
    const script = 'parent.postMessage("ran", "*")'
    const html = `<script>${script}</script><img src=x onerror='${script}'><body onload='${script}'>`
    frame.contentWindow?.postMessage(html, '*')
    await second
    return { heard, origin: frame.contentDocument === null }
  }, server.url)
  expect(said).toEqual({ heard: [], origin: true })
})

/** A figure as plotly writes it, with its library on a CDN; the drawing then loads tiles from another host. */
const figure = `<html><head><meta charset="utf-8" /></head><body><p id="p">empty</p>
<script src="https://cdn.plot.test/library.min.js" crossorigin="anonymous"></script>
<script>draw('drawn'); fetch('https://tiles' + '.plot.test/1.json').then((answer) => answer.json()).then(draw, () => {})</script></body></html>`

/** Answers for hosts that do not exist, and records which were asked. */
async function network(context: BrowserContext) {
  const asked: string[] = []
  await context.route(/^https:\/\/\w+\.plot\.test\//, (route) => {
    asked.push(new URL(route.request().url()).host)
    if (route.request().url().endsWith('.png'))
      return route.fulfill({ contentType: 'image/png', body: Buffer.from(png) })
    if (route.request().url().endsWith('.css'))
      return route.fulfill({ contentType: 'text/css', body: 'p { color: rgb(3, 2, 1) }' })
    const headers = { 'Access-Control-Allow-Origin': '*' }
    return route.request().url().endsWith('.js')
      ? route.fulfill({
          headers,
          contentType: 'text/javascript',
          body: 'const draw = (words) => { p.textContent = words }',
        })
      : route.fulfill({ headers, json: 'with tiles' })
  })
  return asked
}

const frameOf = (page: Page) => page.frameLocator('iframe[title="figure.html"]')

look(
  'a figure whose library comes from a CDN names its host, and one click allows exactly that',
  async ({ context, page, files }) => {
    const asked = await network(context)
    await files({ 'a.txt': 'x', 'figure.html': figure })
    // A page without the fixture, because CSP reports are expected here.
    const other = await context.newPage()
    await other.goto(page.url().replace('a.txt', 'figure.html'))
    const notice = other.getByRole('alert')
    await expect(notice).toContainText('This page loads files from cdn.plot.test.')
    await expect(frameOf(other).getByText('empty')).toBeVisible()
    await other.getByRole('button', { name: 'Run scripts', exact: true }).click()
    await expect(notice).toContainText('cdn.plot.test')
    expect(asked).toEqual([])
    await notice.getByRole('button', { name: 'Allow cdn.plot.test' }).click()
    await expect(frameOf(other).getByText('drawn')).toBeVisible()
    expect(new Set(asked)).toEqual(new Set(['cdn.plot.test']))
    await expect(other.getByText('they can reach cdn.plot.test, but not Modelshelf')).toBeVisible()
    // The request of the running script was blocked, and its host is named.
    await expect(notice).toContainText('It also asks for tiles.plot.test')
    await notice.getByRole('button', { name: 'Allow tiles.plot.test' }).click()
    await expect(frameOf(other).getByText('with tiles')).toBeVisible()
    expect(
      await frameOf(other)
        .locator('body')
        .evaluate(() => self.origin),
    ).toBe('null')
    await other.reload()
    await expect(notice).toContainText('This page loads files from cdn.plot.test.')
  },
)

look('one click runs the scripts and allows the host', async ({ context, page, files }) => {
  await network(context)
  await files({ 'figure.html': figure.replace(/fetch.*/, '</script>') })
  await page.getByRole('button', { name: 'Run scripts and allow cdn.plot.test' }).click()
  await expect(frameOf(page).getByText('drawn')).toBeVisible()
  await expect(page.getByRole('alert')).toBeHidden()
  await expectUntouched(page)
})

look('pictures and styles from elsewhere are allowed without running anything', async ({ context, page, files }) => {
  const asked = await network(context)
  const link = '<link rel="stylesheet" href="https://css.plot.test/a.css">'
  await files({ 'a.html': `${link}<p>words</p><img alt="far" src="https://img.plot.test/a.png">` })
  const frame = page.frameLocator('iframe[title="a.html"]')
  await expect(page.getByRole('alert')).toContainText('css.plot.test and img.plot.test')
  await expect(frame.getByText('words')).toBeVisible()
  expect(asked).toEqual([])
  await page.getByRole('button', { name: 'Allow these 2 hosts' }).click()
  await expect(frame.getByText('words')).toHaveCSS('color', 'rgb(3, 2, 1)')
  await expect
    .poll(() => frame.getByRole('img', { name: 'far' }).evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(1)
  await expect(page.getByRole('button', { name: 'Run scripts' })).toBeVisible()
})

look('pictures, styles and scripts beside an HTML page are part of it', async ({ page, files }) => {
  const run = await files({
    'reports/a.html': `<link rel="stylesheet" href="../css/a.css"><h1>Report</h1><img src="plot%20a.png" alt="plot"><script src="lib/draw.js"></script>`,
    'reports/plot a.png': png,
    'reports/lib/draw.js': "document.querySelector('h1').textContent = 'drawn'",
    'css/a.css': 'h1 { color: rgb(7, 8, 9) }',
  })
  await open(page, run, 'reports/a.html')
  const frame = page.frameLocator('iframe[title="a.html"]')
  const width = () => frame.getByRole('img', { name: 'plot' }).evaluate((image: HTMLImageElement) => image.naturalWidth)
  await expect.poll(width).toBe(1)
  await expect(frame.getByRole('heading', { name: 'Report' })).toHaveCSS('color', 'rgb(7, 8, 9)')
  await page.getByRole('button', { name: 'Run scripts' }).click()
  await expect(frame.getByRole('heading', { name: 'drawn' })).toBeVisible()
  await expect.poll(width).toBe(1)
})

look('an operator forbids hosts, or always allows some', async ({ context, page }) => {
  await network(context)
  const strict = await startServer(undefined, {
    MODELSHELF_PREVIEW_NETWORK: 'forbid',
    MODELSHELF_PREVIEW_HOSTS: 'cdn.plot.test',
  })
  try {
    const put = (name: string, body: string) => seedFile(strict.url, name, body)
    await page.goto(await put('figure.html', figure.replace(/fetch.*/, '</script>')))
    await page.getByRole('button', { name: 'Run scripts' }).click()
    await expect(frameOf(page).getByText('drawn')).toBeVisible()
    await page.goto(await put('other.html', '<img src="https://else.plot.test/x.png"><p>text</p>'))
    await expect(page.getByRole('alert')).toContainText(
      'This page loads files from else.plot.test. This server does not allow that.',
    )
    await expect(page.getByRole('alert').getByRole('button')).toBeHidden()
  } finally {
    await strict.stop()
  }
})

/** Creates a run with one file on another server; returns the URL of its page. */
async function seedFile(url: string, name: string, body: string): Promise<string> {
  const run = await seedRun(createClient(url, fetch), url, `with ${name}`, { [name]: body })
  return `${url}runs/${run.run_id}/artifacts/${name}`
}
