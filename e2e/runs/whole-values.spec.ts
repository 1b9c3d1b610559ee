import { expect, test } from '../fixtures.ts'
import { seedVersion } from '../reviews/seed-changes.ts'
import { runsOf, runsTable, seedExperiment, seedRun } from '../seeds/seed-runs.ts'

// A value that is cut opens whole, with its line breaks, by mouse, touch and keyboard. Secrets in addresses are never shown.

test('opens cut values whole, to read and copy, by keyboard too', async ({ page, context, call, unique }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const query = 'select *\n  from trips\n\twhere fare > 0'
  const id = await seedExperiment(call, unique('whole'))
  const run_id = await seedRun(call, id, 'one', { params: { query, depth: '3' }, metrics: { rmse: 0.123456789 } })
  await call('setRunTag', { run_id, key: 'why', value: `because ${'x'.repeat(60)}` })
  await call('setRunTag', { run_id, key: 'mlflow.source.name', value: '/home/me/projects/taxi/train.py' })
  await page.goto(runsOf(id, '?col=source&col=tags.why&col=metrics.rmse&col=params.query&col=params.depth'))
  const table = runsTable(page)
  const dialog = page.getByRole('dialog')
  await expect(table.getByRole('button', { name: /^select/ })).toBeVisible()
  await expect(table.getByRole('button', { name: '3', exact: true })).toHaveCount(0) // not cut
  await table.getByRole('button', { name: /^select/ }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog.locator('pre')).toHaveText(query, { useInnerText: true })
  await dialog.getByRole('button', { name: 'Copy query' }).click()
  await expect(dialog.getByRole('button', { name: 'Copied query' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(query)
  await page.keyboard.press('Escape')
  await expect(table.getByRole('button', { name: /^select/ })).toBeFocused()
  // Selecting a part, to copy it, opens nothing; pressing what is selected does.
  const value = table.getByRole('button', { name: /^because/ })
  await value.scrollIntoViewIfNeeded()
  const { x, y, height } = (await value.boundingBox())!
  await page.mouse.move(x + 5, y + height / 2)
  await page.mouse.down()
  await page.mouse.move(x + 80, y + height / 2, { steps: 4 })
  await page.mouse.up()
  expect(await page.evaluate(() => String(getSelection()))).toMatch(/ecause/)
  await expect(dialog).toHaveCount(0)
  await page.mouse.click(x + 30, y + height / 2)
  await expect(dialog.locator('pre')).toHaveText(`because ${'x'.repeat(60)}`)
  await page.keyboard.press('Escape')
  await expect(value).toBeFocused()
  await page.keyboard.press('Space')
  await expect(dialog).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  for (const [shown, whole] of [
    ['train.py', '/home/me/projects/taxi/train.py'],
    ['0.123457', '0.123456789'],
    [/^because/, `because ${'x'.repeat(60)}`],
  ] as const) {
    await table.getByRole('button', { name: shown }).click()
    await expect(dialog.locator('pre')).toHaveText(whole)
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog).toBeHidden()
  }
})

test('shows and copies addresses without passwords and tokens', async ({
  page,
  context,
  call,
  server,
  unique,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const secret = 'Hidden0Words'
  const address = (name: string) => `https://me:${secret}@host.example/${name}?sig=${secret}&x=1`
  const name = unique('secret')
  const { experiment_id } = await call('createExperiment', { name })
  const run_id = await seedRun(call, experiment_id, 'one', { params: { data: address('param') } })
  for (const key of ['mlflow.source.name', 'mlflow.source.git.repoURL', 'origin'])
    await call('setRunTag', { run_id, key, value: address(key) })
  await call('setExperimentTag', { experiment_id, key: 'origin', value: address('tag') })
  const dataset = { name: 'd', digest: '1', source_type: 'http', source: `{"url": "${address('data')}"}` }
  await call('logInputs', { run_id, datasets: [{ dataset, tags: [] }] })
  await call('createModel', { name, tags: [{ key: 'origin', value: address('tag') }] })
  const tags = [{ key: 'origin', value: address('tag') }]
  await call('createVersion', { name, source: `s3://bucket/${'a'.repeat(20)}?sig=${secret}`, run_id, tags })
  await seedVersion(call, server.url, name, {
    params: { data: address('other') },
    datasets: [{ name: 'd', digest: '1', schema: `{"from": "${address('schema')}"}` }],
    files: {
      MLmodel: 'flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n',
      'requirements.txt': `--extra-index-url ${address('index')}\nown @ git+${address('own')}\n`,
    },
  })
  const model = `models/${encodeURIComponent(name)}`
  for (const [path, shows] of [
    [runsOf(experiment_id, '?col=source&col=tags.origin&col=params.data'), 'host.example/origin'],
    [`runs/${run_id}`, 'host.example/data?sig=…&x=1'],
    [`experiments?q=${encodeURIComponent(name)}`, 'host.example/tag'],
    [`models?q=${encodeURIComponent(name)}`, 'host.example/tag'],
    [model, 'host.example/tag'],
    [`${model}/versions/2`, '--extra-index-url https://host.example/index'],
    [`${model}/versions/2?use=python`, 'host.example/own?sig=…'],
    [`${model}/versions/2/changes?against=1`, 'host.example/other?sig=…&x=1'],
    [`${model}/versions/2/changes?against=1`, 'host.example/schema?sig=…&x=1'],
    [`${model}/versions/2/changes?against=1`, 'host.example/index?sig=…&x=1'],
    [`${model}/versions/1`, 'aaa?sig=…'],
  ] as const) {
    await page.goto(path)
    await expect(page.getByText(shows).first()).toBeVisible()
    expect(await page.locator('body').innerHTML(), path).not.toContain(secret)
  }
  await page.getByRole('button', { name: 'Copy source path without its secrets' }).click()
  await expect(page.getByRole('button', { name: 'Copied source path without its secrets' })).toBeVisible()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`s3://bucket/${'a'.repeat(20)}?sig=…`)

  // A page opened with credentials in its address.
  await page.goto(`${baseURL}settings`.replace('://', `://me:${secret}@`))
  await expect(page.getByText('Tracking URI')).toBeVisible()
  expect(await page.locator('body').innerHTML()).not.toContain(secret)
})

test('opens cut names of links whole, by keyboard', async ({ page, call, unique }) => {
  const long = `${unique('long')} ${'of a name that no column has room for '.repeat(3)}`.trim()
  const id = await seedExperiment(call, long)
  const run_id = await seedRun(call, id, long)
  await seedRun(call, id, 'short', { parent: run_id })
  await call('createModel', { name: long })
  await call('createVersion', { name: long, source: 's3://bucket/model', run_id })
  const dialog = page.getByRole('dialog')
  for (const [path, what, whole] of [
    [`models?q=${encodeURIComponent(long)}`, 'model name', long],
    [`models/${encodeURIComponent(long)}`, 'run name', long],
    [`experiments?q=${encodeURIComponent(long)}`, 'experiment name', long],
    [runsOf(id, '?col=experiment&col=versions'), 'run name', long],
    [runsOf(id, '?col=experiment&col=versions'), 'experiment name', long],
    [runsOf(id, '?col=experiment&col=versions'), 'version', `${long}, version 1`],
  ] as const) {
    await page.goto(path)
    const link = page.getByRole('table').getByRole('link', { name: long }).first()
    const button = page.getByRole('button', { name: `Show full ${what}` }).first()
    await expect(link).toBeVisible()
    await expect(button).toHaveCSS('opacity', '0')
    await button.focus()
    await expect(button).toHaveCSS('opacity', '1')
    await page.keyboard.press('Enter')
    await expect(dialog.locator('pre')).toHaveText(whole)
    await page.keyboard.press('Escape')
    await expect(button).toBeFocused()
  }
  await expect(page.getByRole('link', { name: 'short' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show full run name' })).toHaveCount(1)
  await page.emulateMedia({ media: 'print' }) // where the name itself is whole
  await expect(page.getByRole('link', { name: 'short' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Show full run name' })).toHaveCount(0)
})
