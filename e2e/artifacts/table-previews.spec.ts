import { expect } from '../fixtures.ts'
import { look, open } from '../every-page/look-at.ts'
import { parquet, png } from '../seeds/sample-files.ts'

// Tables that a run left behind lose no cell, whoever wrote them.

look('a logged table, CSV and TSV are tables that sort', async ({ page, files }) => {
  const run = await files({
    'eval.json': JSON.stringify({
      columns: ['town', 'score'],
      data: [
        ['Bern', 10],
        ['Aarau', 9],
        ['Chur', null],
      ],
    }),
    'rows.csv': 'town,score\n"Bern, BE",10\nAarau,9\n',
    'rows.tsv': 'town\tscore\nBern\t10\nAarau\t9\n',
  })
  const firstTown = page
    .getByRole('table', { name: 'Rows of the file' })
    .getByRole('row')
    .nth(1)
    .getByRole('cell')
    .first()
  for (const name of ['eval.json', 'rows.csv', 'rows.tsv']) {
    await open(page, run, name)
    await expect(firstTown).toContainText('Bern')
    await page.getByRole('button', { name: 'town' }).click()
    await expect(firstTown).toHaveText('Aarau')
  }
})

look('a Parquet file shows its first rows, exactly', async ({ page, files }) => {
  await files({ 'rows.parquet': parquet() })
  const table = page.getByRole('table', { name: 'Rows of the file' })
  await expect(table.getByRole('row').nth(1)).toContainText('9007199254740993')
  await expect(page.getByRole('alert')).toContainText('The first 1,000 of 1,500 rows.')
  await page.getByRole('alert').getByRole('button').click()
  await expect(page.getByText('1,500 rows, 3 columns')).toBeVisible()
  await table.getByRole('button', { name: 'rmse' }).click()
  await expect(table.getByRole('row').nth(1)).toContainText('town 1499')
})

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))

look('tables of R, spreadsheets and scripts show every cell', async ({ page, files }) => {
  const run = await files({
    'r.csv': '"mpg","cyl"\n"Mazda RX4",21,6\n"Datsun 710",9.5,4\n',
    'excel.csv': 'sep=;\nname;value\na,b;1\n',
    'noted.csv': '# measured in May\nname,value\na,1\n',
    'split.json': '{"columns": ["n", "text"], "index": ["x", "y"], "data": [[9007199254740993, ""], [null, "b"]]}',
  })
  const table = page.getByRole('table', { name: 'Rows of the file' })
  const headings = (name: string) => table.getByRole('columnheader', { name, exact: true })
  await expect(table.getByRole('row').nth(1)).toContainText('Mazda RX4216')
  // 9.5 before 21, as numbers.
  await headings('mpg').getByRole('button').click()
  await headings('mpg').getByRole('button').click()
  await expect(table.getByRole('row').nth(1)).toContainText('Datsun')
  await open(page, run, 'excel.csv')
  await expect(headings('value')).toBeVisible()
  await expect(table.getByRole('cell', { name: 'a,b' })).toBeVisible()
  await open(page, run, 'noted.csv')
  await expect(page.getByRole('alert')).toHaveText('# measured in May')
  await expect(headings('name')).toBeVisible()
  await open(page, run, 'split.json')
  await expect(table.getByRole('row').nth(1)).toContainText('x9007199254740993')
  await expect(table.getByRole('row').nth(2)).toContainText('ynullb')
})

look('a row is seen whole, with its line breaks and pictures', async ({ page, files, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const code = 'def fit(x):\n    return x\n' + 'y'.repeat(3000)
  const image = { type: 'image', filepath: 'table_images/t/1.png', compressed_filepath: 'table_images/t/1.png' }
  await files({
    'eval.json': JSON.stringify({ columns: ['answer', 'plot'], data: [[code, image]] }),
    'table_images/t/1.png': png,
  })
  const picture = page.getByRole('img', { name: 'plot' })
  await expect.poll(() => picture.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
  await page.getByRole('button', { name: 'Show row 1' }).click()
  const dialog = page.getByRole('dialog', { name: 'Row 1' })
  await expect(dialog.locator('pre')).toHaveText(code, { useInnerText: true })
  await dialog.getByRole('button', { name: 'Copy answer' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(code)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
})

look('text that is not UTF-8 is read, says how, and can be read otherwise', async ({ page, files }) => {
  const run = await files({
    'notes.txt': latin1('Größe und Straße\n'),
    'cities.csv': latin1('Stadt,Größe\nZürich,1\n'),
    'report.html': latin1('<meta charset="windows-1252"><p>Größe</p>'),
    'survey.odd': latin1('Die Größe der Fläche\n'),
  })
  const alert = page.getByRole('alert')
  const content = page.getByRole('group', { name: 'Content' })
  await expect(content).toContainText('Größe und Straße')
  await expect(alert).toContainText('This text is not UTF-8. It is shown as Windows-1252')
  await alert.getByLabel('Encoding').selectOption('windows-1251')
  await expect(content).toContainText('GrцЯe')
  await expect(alert).toContainText('as you chose')
  await open(page, run, 'cities.csv')
  await expect(page.getByRole('cell', { name: 'Zürich' })).toBeVisible()
  await open(page, run, 'report.html')
  await expect(page.frameLocator('iframe[title="report.html"]').getByText('Größe')).toBeVisible()
  await open(page, run, 'survey.odd')
  await expect(content).toContainText('Die Größe der Fläche')
})

look('a long value in JSON is seen whole, with its line breaks', async ({ page, files }) => {
  const query = 'SELECT *\n  FROM rides\n WHERE hour > 7'
  await files({ 'config.json': JSON.stringify({ query, short: 'x' }) })
  await page.getByRole('treeitem', { name: 'query' }).click()
  const dialog = page.getByRole('dialog', { name: '$.query' })
  await expect(dialog.locator('pre')).toHaveText(query, { useInnerText: true })
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
})

look(
  'a param keeps its line breaks and indents, and every param is copied whole',
  async ({ page, context, files, call }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write'])
    const query = 'SELECT *\n  FROM rides\n WHERE hour > 7'
    const { run_id } = await files({ 'a.txt': 'x' })
    await call('logBatch', {
      run_id,
      params: [
        { key: 'query', value: query },
        { key: 'city', value: 'Bern' },
      ],
    })
    await page.goto(`runs/${run_id}`)
    const params = page.getByRole('table', { name: 'Params' })
    await params.getByRole('button', { name: 'More' }).click()
    await expect(params.locator('.value').filter({ hasText: 'SELECT' })).toHaveText(query, { useInnerText: true })
    for (const [name, value] of [
      ['query', query],
      ['city', 'Bern'],
    ] as const) {
      await params.getByRole('button', { name: `Copy ${name}` }).click()
      await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe(value)
    }
  },
)

look('params that are numbers sort as numbers', async ({ page, call, unique }) => {
  const { experiment_id } = await call('createExperiment', { name: unique('depths') })
  for (const depth of ['9', '10', '1e2', 'auto']) {
    const { run } = await call('createRun', { experiment_id, run_name: `run ${depth}`, start_time: Date.now() })
    await call('logParam', { run_id: run.info.run_id, key: 'depth', value: depth })
  }
  await page.goto(`experiments/${experiment_id}/runs?sort=params.depth`)
  const rows = page.getByRole('table', { name: 'Runs' }).getByRole('row')
  await expect(rows.nth(1)).toContainText('run 10')
  await page.getByRole('button', { name: 'Sort as numbers' }).click()
  for (const [index, name] of ['run 9', 'run 10', 'run 1e2', 'run auto'].entries())
    await expect(rows.nth(index + 1)).toContainText(name)
  await expect(page).toHaveURL(/as=numbers/)
  await page.getByRole('button', { name: 'Sort as text' }).click()
  await expect(rows.nth(1)).toContainText('run 10')
})
