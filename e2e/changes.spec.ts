import { expect, mlflow3, test } from './fixtures.ts'
import { seedVersion } from './seed-changes.ts'

// The evidence on which a version reaches Production: what is different from the version there.

test(
  'a version is compared with the one in Production, then with any other',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const name = unique('changes 🚲')
    await call('createModel', { name })
    await seedVersion(call, server.url, name, {
      metrics: { rmse: 5, r2: 0.8, rows: 100, mae: 2 },
      params: { depth: '3', seed: '7' },
    })
    await seedVersion(call, server.url, name, { metrics: { rmse: 9 }, description: 'Second try' })
    await seedVersion(call, server.url, name, {
      metrics: { rmse: 4, r2: 0.75, rows: 120, mae: 2, bias: 0.5 },
      params: { depth: '5', seed: '7' },
    })
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await call('setAlias', { name, alias: 'champion', version: '1' })

    await page.goto(`models/${encodeURIComponent(name)}/versions/3`)
    await page.getByRole('tab', { name: 'Changes' }).click()
    await expect(page.getByText('Compared with version 1, which is in Production.')).toBeVisible()
    const metrics = page.getByRole('table', { name: 'Metrics' })
    await expect(metrics.getByRole('row', { name: /^rmse / })).toContainText(/5\s*4\s*−1 \(−20%\)\s*better/)
    await expect(metrics.getByRole('row', { name: /^r2 / })).toContainText(/−0.05 .*worse/)
    await expect(metrics.getByRole('row', { name: /^rows / })).toContainText('+20')
    await expect(metrics.getByRole('row', { name: /^bias / })).toContainText(/None\s*0.5\s*New/)
    await expect(metrics.getByRole('row', { name: /^mae / })).toBeHidden()
    await expect(page.getByText('1 other metric is the same.')).toBeVisible()
    await expect(page.getByRole('table', { name: 'Parameters' }).getByRole('row')).toHaveText([/^Name/, /^depth35$/])
    await expect(page.getByRole('table', { name: 'Registration' })).toContainText('@champion')

    await page.getByRole('button', { name: 'Only differences' }).click()
    await expect(metrics.getByRole('row', { name: /^mae / })).toContainText('Same')

    await page.getByRole('combobox', { name: 'Version' }).fill('2')
    await page.getByRole('option', { name: 'Version 2' }).click()
    await expect(page.getByText('Compared with version 2.')).toBeVisible()
    await expect(metrics.getByRole('row', { name: /^rmse / })).toContainText('9')
    await expect(page).toHaveURL(/against=2/)
    await page.reload()
    await expect(page.getByText('Compared with version 2.')).toBeVisible()
    await expect(page.getByRole('table', { name: 'Registration' })).toContainText('Second try')
  },
)
