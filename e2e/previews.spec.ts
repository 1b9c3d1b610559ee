import type { Page } from '@playwright/test'
import { seedRun } from './artifacts.ts'
import { expect, test } from './fixtures.ts'
import { pdf, png } from './sample-files.ts'

// mission.md D4: whatever a run left behind is looked at in the page, and nothing of it runs there unasked.

const open = (page: Page, run: { run_id: string }, path: string) =>
  page.goto(`runs/${run.run_id}/artifacts/${path.split('/').map(encodeURIComponent).join('/')}`)

test('a PDF is read in the browser’s viewer', async ({ page, call, server, unique }) => {
  const run = await seedRun(call, server.url, unique('e'), { 'report.pdf': pdf, 'no.pdf': 'plain words' })
  await open(page, run, 'report.pdf')
  await expect(page.getByTitle('report.pdf').and(page.locator('iframe'))).toHaveAttribute('src', /^blob:/)
  await open(page, run, 'no.pdf')
  await expect(page.getByRole('alert')).toContainText('This is no PDF document')
})

test('an HTML page shows without its scripts, and on request with them, alone', async ({
  page,
  call,
  server,
  unique,
}) => {
  const html = `<!doctype html><style>h1 { color: rgb(1, 2, 3) }</style><h1 onclick="alert(1)">Report</h1><p id="p">still</p>
    <img src="data:image/png,x" onerror="document.getElementById('p').textContent = 'ran'">
    <script>document.getElementById('p').textContent = 'ran'; try { parent.document.title = 'taken' } catch {}</script>`
  const run = await seedRun(call, server.url, unique('e'), { 'report.html': html })
  await open(page, run, 'report.html')
  const frame = page.frameLocator('iframe[title="report.html"]')
  await expect(frame.getByRole('heading')).toHaveCSS('color', 'rgb(1, 2, 3)')
  await expect(frame.getByText('still')).toBeVisible()
  await page.getByRole('button', { name: 'Run its scripts' }).click()
  await expect(frame.getByText('ran')).toBeVisible()
  await expect(page).not.toHaveTitle('taken')
})

test('a picture', async ({ page, call, server, unique }) => {
  const run = await seedRun(call, server.url, unique('e'), { 'plot.png': png })
  await open(page, run, 'plot.png')
  await expect(page.getByRole('main')).toContainText('1 × 1 pixels')
})
