import { downloaded } from '../artifacts/artifact-files.ts'
import { press, tabTo } from '../every-page/by-keyboard.ts'
import { expect, mlflow3, test } from '../fixtures.ts'
import { withoutFirstAnswers } from '../../testbed/first-answers.ts'
import { seedVersion } from '../reviews/seed-changes.ts'

// Choosing between versions: of one model or several, side by side.

test.use({ allowedStatuses: [400] }) // a list that fails

/** A model whose input `hour` has this type, of 1 kB, or of 1.5 kB with doubles. */
const files = (type: string) => ({
  MLmodel: `model_size_bytes: ${type === 'double' ? 1500 : 1000}\nflavors:\n  python_function: {}\nsignature:\n  inputs: '[{"name":"hour","type":"${type}"}]'\n`,
})

test(
  'versions of two models are compared with a baseline, in the order of any value; the URL holds it all',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const [bikes, cars] = [unique('bikes'), unique('cars')]
    for (const [name, direction] of [
      [bikes, 'lower'],
      [cars, 'higher'],
    ] as const)
      await call('createModel', {
        name,
        tags: [{ key: 'modelshelf.metric.points', value: JSON.stringify({ direction }) }],
      })
    const params = { depth: '3', seed: '7' }
    const datasets = [{ name: 'trips', digest: 'd1', profile: '{"num_rows":9}' }]
    const first = { metrics: { rmse: 5, rows: 9, points: 1 }, params, datasets, files: files('long') }
    const run_id = await seedVersion(call, server.url, bikes, first)
    await call('setVersionTag', { name: bikes, version: '1', key: 'team', value: 'rides' })
    await call('logMetric', { run_id, key: 'rmse', value: 8, step: -1, timestamp: 0 })
    await seedVersion(call, server.url, bikes, {
      metrics: { rmse: 4, rows: 9, points: 2 },
      params: { ...params, depth: '10' },
      files: files('double'),
    })
    await seedVersion(call, server.url, cars, {
      metrics: { rmse: 4.5, rows: 9, points: 3 },
      files: files('double'),
      params: { ...params, depth: '<img src=x onerror=window.name=1>' },
    })

    await page.goto(`models/${encodeURIComponent(bikes)}?versions=all`)
    // By keyboard alone: the selection, what differs, the baseline and the order.
    for (const version of ['2', '1']) {
      await tabTo(page, page.getByRole('checkbox', { name: `Select version ${version}` }))
      await page.keyboard.press('Space')
    }
    await tabTo(page, page.getByRole('link', { name: 'Compare' }))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Compare versions' })).toBeVisible()
    const table = page.getByRole('table', { name: 'Compared versions' })
    const row = (name: string | RegExp) => table.getByRole('row', { name })
    await expect(row(/^rmse /)).toContainText(/4.*5/)

    const versions = page.getByRole('combobox', { name: 'Version', exact: true })
    const refused = { error_code: 'INVALID_PARAMETER_VALUE', message: 'Not now.' }
    await page.route(/model-versions\/search/, (route) => route.fulfill({ status: 400, json: refused }))
    await page.getByRole('combobox', { name: 'Compare with model' }).fill(cars)
    await page.getByRole('option', { name: cars, exact: true }).click()
    await versions.click()
    await expect(page.getByText('The versions could not be loaded: Not now.')).toBeVisible()
    await page.unroute(/model-versions\/search/)
    await page.keyboard.press('Escape')
    await versions.click() // which asks for the list again
    await page.getByRole('option', { name: 'Version 1', exact: true }).click()
    await expect(page.getByRole('combobox', { name: 'Version', exact: true })).toBeFocused()
    await expect(table.getByRole('columnheader').getByRole('link')).toHaveCount(3)
    await expect(row(/^depth /)).toContainText('<img src=x onerror=window.name=1>')
    await expect(row(/^input hour /)).toContainText(/double.*long.*double/)
    await expect(row(/^trips /)).toHaveText('trips –Digest d1\n9 rows–')
    await expect(row(/^team /)).toHaveText('team –rides–')
    await expect(row(/^rows /)).toBeHidden()
    await press(page, 'Only differences')
    await expect(row(/^rows /)).toBeVisible()

    const baseline = page.getByRole('combobox', { name: 'Baseline' })
    await tabTo(page, baseline)
    for (let value = await baseline.inputValue(); value !== `${bikes}@1`; value = await baseline.inputValue()) {
      await page.keyboard.press('ArrowDown')
      await expect(baseline).not.toHaveValue(value) // a press before that may choose the same again
    }
    await expect(row(/^rmse /)).toContainText('−1 (−20%) better')
    await expect(row(/^rmse /)).toContainText('−0.5 (−10%) better')
    await expect(row(/^depth /)).toHaveText('depth 10+7 (+230%)3<img src=x onerror=window.name=1>')
    await expect(row(/^Size /)).toHaveText('Size 1.5 kB+500 B (+50%)1 kB1.5 kB+500 B (+50%)')
    await press(page, 'rmse')
    const ordered = [`${bikes} version 2`, `${cars} version 1`, `${bikes} version 1`]
    await expect(table.getByRole('columnheader').getByRole('link')).toHaveText(ordered)
    // Whichever model arrives first, the one that comes first in the URL says what a metric means.
    await withoutFirstAnswers(page)
    const other = page.waitForResponse(/registered-models\/get\?.*cars/)
    await page.route(/registered-models\/get\?.*bikes/, async (route) => {
      await other
      await route.continue()
    })
    await page.reload()
    await expect(
      page.getByText(`These models describe points differently. What ${bikes} says counts here`),
    ).toBeVisible()
    await expect(row(/^points /)).toHaveText('points 2+1 (+100%) worse3+2 (+200%) worse1')
    await expect(row(/^rows /)).toBeVisible() // not only differences
    await expect(table.getByRole('columnheader').getByRole('link')).toHaveText(ordered)
    await expect(row(/^rmse /)).toContainText('−1 (−20%) better')

    const saved = await downloaded(page, page.getByRole('button', { name: 'Export CSV' }))
    const differences = `difference of ${bikes}@2,difference of ${cars}@1`
    expect(saved.bytes.toString()).toContain(`group,name,${bikes}@2,${cars}@1,${bikes}@1,${differences}\r\n`)
    expect(saved.bytes.toString()).toContain('Metrics,rmse,4,4.5,5,-1,-0.5\r\n')
    expect(saved.bytes.toString()).toContain('Environment,Size,1.5 kB,1.5 kB,1 kB,500,500\r\n')
    const picture = await downloaded(page, page.getByRole('button', { name: 'Save PNG' }))
    expect(picture.bytes.subarray(1, 4).toString()).toBe('PNG')

    await page.getByRole('combobox', { name: 'Metrics' }).selectOption('Max')
    await expect(row(/^rmse, max /)).toContainText('−4 (−50%) better')
    await page.getByRole('link', { name: 'Charts of their runs' }).click()
    const runs = page.getByRole('table', { name: 'Compared runs' })
    await expect(runs.getByRole('columnheader').getByRole('link')).toHaveCount(3)
    await expect(runs.getByRole('row', { name: /^rmse, max / })).toContainText('8')
    await expect(runs.getByRole('row', { name: /^depth / })).toContainText('<img src=x onerror=window.name=1>')
    await expect(page.getByRole('img', { name: /^Parallel coordinates of 3 runs/ })).toBeVisible()
    expect(await page.evaluate(() => window.name)).toBe('')

    // As many as fit beside each other, and one more.
    const { run } = await call('getRun', { run_id })
    const source = `${run.info.artifact_uri}/model`
    await Promise.all(Array.from({ length: 19 }, () => call('createVersion', { name: bikes, source, run_id })))
    await page.goto(`models/${encodeURIComponent(bikes)}?versions=all`)
    await page.getByRole('checkbox', { name: 'Select all loaded rows' }).check()
    await expect(page.getByText('Select at most 20 versions to compare')).toBeVisible()
    await expect(page.getByRole('link', { name: 'Compare', exact: true })).toHaveCount(0)
    await page.getByRole('checkbox', { name: 'Select version 21', exact: true }).uncheck()
    await page.getByRole('link', { name: 'Compare', exact: true }).click()
    await expect(table.getByRole('columnheader').getByRole('link')).toHaveCount(20)
    await expect(page.getByText('At most 20 versions are compared. Remove one to add another.')).toBeVisible()
    await page.goto(
      `compare?${new URLSearchParams(Array.from({ length: 21 }, (_, at) => ['version', `${bikes}@${at + 1}`]))}`,
    )
    await expect(page.getByText('These are the first; 1 more will not fit.')).toBeVisible()
    await expect(table.getByRole('columnheader').getByRole('link')).toHaveCount(20)
    await page.getByRole('button', { name: `Remove ${bikes} version 1`, exact: true }).click()
    await expect(table.getByRole('columnheader').getByRole('link', { name: `${bikes} version 21` })).toBeVisible()
  },
)

test.describe('when runs cannot be read', () => {
  test.use({ allowedStatuses: [403] })

  test('says of which versions', async ({ page, call, server, unique }) => {
    const name = unique('bikes')
    await call('createModel', { name })
    for (const rmse of [5, 4]) await seedVersion(call, server.url, name, { metrics: { rmse }, files: files('long') })
    const denied = { status: 403, json: { error_code: 'PERMISSION_DENIED', message: 'not for you' } }
    await withoutFirstAnswers(page)
    await page.route('**/runs/get?*', (route) => route.fulfill(denied))
    await page.goto(`compare?${new URLSearchParams(['1', '2'].map((version) => ['version', `${name}@${version}`]))}`)
    for (const version of ['1', '2'])
      await expect(
        page.getByText(`The source run of ${name} version ${version} could not be loaded: not for you`),
      ).toBeVisible()
  })
})
