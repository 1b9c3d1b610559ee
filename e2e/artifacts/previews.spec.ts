import { expect } from '../fixtures.ts'
import { expectUntouched, look, open } from '../every-page/look-at.ts'
import { card } from '../models/sample-card.ts'
import { attack, notebook, pdf, png, svg, wav, webm } from '../seeds/sample-files.ts'

// Artifacts are previewed in the page, and none of their code runs unless asked for.

look('code and YAML are highlighted', async ({ page, files }) => {
  const run = await files({ 'train.py': 'def fit(x):\n    return "<b>"  # ok\n', 'env.yaml': 'name: env\n' })
  const content = page.getByRole('group', { name: 'Content' })
  await expect(content).toContainText('return "<b>"  # ok')
  await expect(content.locator('.hljs-keyword').first()).toHaveText('def')
  await open(page, run, 'env.yaml')
  await expect(content.locator('.hljs-attr')).toHaveText('name:')
})

look('JSON is a tree that the keyboard opens and closes, with every digit', async ({ page, files }) => {
  await files({ 'a.json': '{"id": 12345678901234567890, "nan": NaN, "list": [1, {"deep": "value"}]}' })
  const tree = page.getByRole('tree', { name: 'JSON' })
  await expect(tree.getByRole('treeitem', { name: 'id: 12345678901234567890' })).toBeVisible()
  await expect(tree.getByRole('treeitem', { name: 'nan: NaN' })).toBeVisible()
  const root = tree.getByRole('treeitem').first()
  await root.focus()
  await page.keyboard.press('l')
  const list = tree.getByRole('treeitem', { name: 'list: [ 2 items ]' })
  await expect(list).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await expect(list).toHaveAttribute('aria-expanded', 'false')
  await expect(tree.getByRole('treeitem', { name: 'deep' })).toBeHidden()
  await page.keyboard.press('Enter')
  await expect(tree.getByRole('treeitem', { name: 'deep: "value"' })).toBeVisible()
  await page.keyboard.press('End')
  await expect(tree.getByRole('treeitem', { name: 'deep' })).toBeFocused()
  await page.getByRole('button', { name: 'Text' }).click()
  await expect(page.getByRole('group', { name: 'Content' })).toContainText('"id": 12345678901234567890,')
})

look('a notebook shows its cells, and nothing in it runs', async ({ page, files }) => {
  await files({ 'eda.ipynb': notebook })
  const cells = page.getByRole('list', { name: 'Cells' })
  await expect(cells.getByRole('heading', { name: 'What we see' })).toBeVisible()
  await expect(cells.getByRole('group', { name: 'Code' }).locator('.hljs-keyword').first()).toHaveText('import')
  await expect(cells.getByText('100%')).toHaveText('100%\n')
  await expect(cells.getByRole('cell', { name: 'Zürich' })).toBeVisible()
  await expect(cells.getByRole('img', { name: 'Cell output' })).toHaveCount(2)
  await expect(cells.getByRole('group', { name: 'Cell error' })).toHaveText('KeyError: x')
  await expect(cells.getByText('a trap')).not.toHaveAttribute('href')
  await expect(cells.locator('script, style, [onerror]')).toHaveCount(0)
  await expectUntouched(page)
})

look('a notebook shows its attachments, the pictures beside it, links and formulas', async ({ page, files }) => {
  const run = await files({
    'work/eda.ipynb': JSON.stringify({
      cells: [
        {
          cell_type: 'markdown',
          source: '![inside](attachment:in%20side.png) ![beside](plots/a.png) with $x_1 + y_1$',
          attachments: { 'in side.png': { 'image/png': Buffer.from(png).toString('base64') } },
        },
        {
          cell_type: 'code',
          source: 'x',
          outputs: [
            { output_type: 'stream', text: 'at \u001B]8;;https://a.example/run\u001B\\the run\u001B]8;;\u001B\\' },
            { output_type: 'execute_result', data: { 'text/latex': '$\\displaystyle x^{2}$', 'text/plain': 'x**2' } },
            { output_type: 'display_data', data: { 'text/markdown': '![printed](plots/a.png)' } },
          ],
        },
      ],
    }),
    'work/plots/a.png': png,
  })
  await open(page, run, 'work/eda.ipynb')
  const cells = page.getByRole('list', { name: 'Cells' })
  for (const name of ['inside', 'beside', 'printed'])
    await expect
      .poll(() => cells.getByRole('img', { name }).evaluate((image: HTMLImageElement) => image.naturalWidth))
      .toBe(1)
  await expect(cells.locator('math')).toHaveCount(2)
  await expect(cells.getByRole('link', { name: 'the run' })).toHaveAttribute('href', 'https://a.example/run')
})

look('a PDF is read in the browser’s viewer', async ({ page, files }) => {
  await files({ 'report.pdf': pdf })
  await expect(page.locator('iframe[title="report.pdf"]')).toHaveAttribute('src', /^blob:/)
  // Chromium's viewer is a separate page inside that frame. It shows the number of pages that it could read.
  const viewer = () => page.frames().find((frame) => frame.url().startsWith('chrome-extension:'))
  await expect.poll(() => viewer()?.locator('#pagelength').textContent()).toBe('1')
})

look('pictures show, and an SVG runs nothing', async ({ page, files }) => {
  const run = await files({ 'plot.png': png, 'plot.svg': svg, plot: svg })
  await expect(page.getByRole('img', { name: 'plot.png' })).toBeVisible()
  await expect(page.getByRole('figure')).toContainText('1 × 1 pixels')
  for (const name of ['plot.svg', 'plot']) {
    await open(page, run, name)
    await expect(page.getByRole('figure')).toContainText('20 × 10 pixels')
  }
  await expectUntouched(page)
})

look('sound is played', async ({ page, files }) => {
  await files({ 'a.wav': wav() })
  const audio = page.getByLabel('a.wav').and(page.locator('audio'))
  await expect.poll(() => audio.evaluate((element: HTMLAudioElement) => element.duration)).toBeCloseTo(0.125, 2)
})

look('a film is played; a broken one is told so, and shown as it is', async ({ page, files }) => {
  const run = await files({ 'a.webm': webm(), 'no.mp4': 'plain words' })
  const video = page.getByLabel('a.webm').and(page.locator('video'))
  await expect.poll(() => video.evaluate((element: HTMLVideoElement) => element.videoWidth)).toBe(16)
  expect(await video.evaluate((element: HTMLVideoElement) => element.duration)).toBeCloseTo(1, 1)
  await open(page, run, 'no.mp4')
  await expect(page.getByRole('alert')).toContainText('The browser cannot show this file')
  await expect(page.getByRole('group', { name: 'Content' })).toContainText('plain words')
})

look('Markdown shows the pictures beside it, and fetches none from elsewhere', async ({ page, files }) => {
  await files({
    'docs/README.md': `# Card\n\n![chart](../plots/a%20b.png) ![far](https://example.com/a.png) <img src="../plots/a%20b.png" alt="raw" onerror="${attack}" onload="${attack}">`,
    'plots/a b.png': png,
  })
  const chart = page.getByRole('img', { name: 'chart' })
  await expect.poll(() => chart.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  await expect(page.getByRole('img', { name: 'raw' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'far' })).toHaveAttribute('href', 'https://example.com/a.png')
  await expectUntouched(page)
})

look('Markdown loses no text: HTML, types, fields, formulas and footnotes', async ({ page, files }) => {
  const run = await files({ 'docs/card.md': card, 'docs/notes/more.md': '# More' })
  const fields = page.getByRole('table', { name: 'Front matter' })
  await expect(fields.getByRole('row', { name: 'owner team A' })).toBeVisible()
  await expect(fields.getByRole('row', { name: 'tags rides, night' })).toBeVisible()
  await expect(fields.getByRole('row', { name: 'since 2026-05-01' })).toBeVisible()
  const main = page.getByRole('main')
  await expect(main.getByText('Owned by: team A')).toHaveCSS('text-align', 'center')
  await expect(main.getByText('Takes Map<K, V>, Dict<A> or Vec<String> typed without ticks.')).toBeVisible()
  await expect(main.getByText('<script>document.title = "taken"</script>')).toBeVisible()
  await expect(main.getByRole('cell', { name: 'rmse 3.1' })).toBeVisible()
  await expect(main.locator('math').first()).toBeVisible()
  await expect(main.locator('math')).toHaveCount(2)
  await expect(main.getByText('between $5 and $10')).toBeVisible()
  await expect(main.getByText('\\notatex{')).toBeVisible()
  // Links within the text stay on the page.
  await main.getByRole('link', { name: 'Ergebnisse' }).click()
  const heading = main.getByRole('heading', { name: 'Größe & Ergebnisse' })
  await expect(heading).toBeFocused()
  await expect(heading).toBeInViewport()
  await expect(page).toHaveURL(/card\.md#gr/)
  await main.getByRole('link', { name: '1', exact: true }).click()
  await expect(main.getByText('Measured in May.')).toBeInViewport()
  await expect(page.getByRole('button', { name: 'Page', exact: true })).toBeVisible()
  await main.getByRole('link', { name: 'the hidden part' }).click()
  await expect(main.getByText('Not for holidays.')).toBeVisible()
  await page.goto(`runs/${run.run_id}/artifacts/docs/card.md#second-limits`)
  await expect(main.getByRole('heading', { name: 'Second limits' })).toBeInViewport()
  await main.getByRole('link', { name: 'notes' }).click()
  await expect(main.getByRole('heading', { name: 'More', exact: true })).toBeVisible()
  await expectUntouched(page)
})

look('a pickle shows facts and a warning, none of its content', async ({ page, files }) => {
  await files({ 'model.pkl': Uint8Array.from([0x80, 5, 0x95, 1, 0, 0, 0, 0, 0, 0, 0, 0x2e]) })
  await expect(page.getByRole('alert')).toContainText('can run code')
  await expect(page.getByText('Python pickle, protocol 5')).toBeVisible()
  await expect(page.getByRole('group', { name: 'First bytes' })).toBeHidden()
})

look('bytes of no known kind show their type and how they begin; unknown text is text', async ({ page, files }) => {
  const run = await files({
    'data.xyz': Uint8Array.from(Buffer.from('\x89HDF\r\n\x1a\n\0\0', 'latin1')),
    'a.odd': 'words',
  })
  await expect(page.getByText('HDF5 file')).toBeVisible()
  await expect(page.getByRole('group', { name: 'First bytes' })).toContainText('89 48 44 46')
  await open(page, run, 'a.odd')
  await expect(page.getByRole('group', { name: 'Content' })).toHaveText(/words/)
})

look('an empty file says so', async ({ page, files }) => {
  const run = await files({ 'a.txt': '', 'a.png': '', 'a.parquet': '' })
  for (const name of ['a.txt', 'a.png', 'a.parquet']) {
    await open(page, run, name)
    await expect(page.getByText('This file is empty')).toBeVisible()
  }
})
