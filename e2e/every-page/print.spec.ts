import { expect, test } from '../fixtures.ts'
import { cutOff, printed, without } from './paper.ts'

// Paper holds all of a page: nothing folded, cut or out of view, and none of the controls.

test.use({ colorScheme: 'dark' })

test('a model prints whole: every version, its description unfolded, exact times, addresses, on white', async ({
  page,
  call,
  unique,
}) => {
  const name = unique('printed')
  const long = Array.from({ length: 40 }, (_, index) => `Sentence ${index} says what the model does.`).join('\n\n')
  const more = '<details><summary>Limits</summary>Never ask it about trams.</details>'
  await call('createModel', {
    name,
    description: `See [the handbook](https://handbook.example/bikes).\n\n${more}\n\n${long}\n\nLast words.`,
  })
  const versions = Array.from({ length: 45 }, (_, index) => `words of number ${index + 1}.`)
  const source = 's3://bucket/model'
  await Promise.all(versions.map((description) => call('createVersion', { name, source, description })))
  await call('transitionStage', { name, version: '45', stage: 'Production' }) // the table shows active ones at first
  const fold = page.locator('main details')
  await page.goto(`models/${name}`)
  await expect(page.getByRole('row', { name: /Version 45 / })).toBeVisible()
  await expect(page.getByText('Last words.')).toBeAttached()
  await expect(fold).toHaveJSProperty('open', false)

  const paper = await printed(page)
  for (const [index, text] of versions.entries()) {
    expect(paper).toContain(without(`Version ${index + 1}`))
    expect(paper).toContain(without(text))
  }
  expect(paper).toContain(without('Last words.'))
  expect(paper).toContain(without('Never ask it about trams.'))
  expect(paper).toContain('thehandbook(https://handbook.example/bikes)')
  expect(paper).toContain(`/models/${encodeURIComponent(name)}/versions/45)`)
  expect(paper).toMatch(/Printed\w{3}\d/)
  expect(paper).not.toMatch(/justnow|ago/)
  expect(paper).toContain(String(new Date().getFullYear()))
  expect(paper).not.toMatch(/Skiptocontent|Showall|Delete|Edit|Overview/)

  // On the screen everything is as before.
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(fold).toHaveJSProperty('open', false)
  await expect(page.locator('[data-printed]')).toHaveCount(0)

  expect(await cutOff(page)).toEqual([])
  await page.emulateMedia({ media: 'print' })
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(page.getByRole('navigation')).toHaveCount(0)
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)')
  await expect(page.getByRole('heading', { name: 'Description' })).toHaveCSS('color', 'rgb(26, 29, 33)')
})

test('lists, runs, changes, activity and files fit on paper, whole', async ({ page, call, server, unique }) => {
  const name = unique('paper')
  const { experiment_id } = await call('createExperiment', { name })
  const metrics = Array.from({ length: 24 }, (_, index) => ({ key: `metric_${index}`, value: index + 0.5 }))
  const params = Array.from({ length: 30 }, (_, index) => ({ key: `param_${index}`, value: `value-of-${index}` }))
  const prompt = `${'many words '.repeat(60)}end of the prompt`
  const runIds: string[] = []
  for (const run_name of ['first try', 'second try']) {
    const { run } = await call('createRun', { experiment_id, run_name, start_time: Date.now() })
    const { run_id } = run.info
    const timestamp = Date.now()
    await call('logBatch', {
      run_id,
      metrics: metrics.map((metric) => ({ ...metric, value: metric.value + runIds.length, timestamp, step: 0 })),
      params: [...params, { key: 'prompt', value: `${prompt} of the ${run_name}` }],
    })
    runIds.push(run_id)
  }
  const artifacts = `${experiment_id}/${runIds[0]}/artifacts`
  const columns = Array.from({ length: 40 }, (_, index) => `column_${index}`)
  const rows = Array.from({ length: 50 }, (_, row) => columns.map((_column, at) => `r${row}c${at}`).join(','))
  const nested = { a: { b: { c: { d: 'the innermost' } } }, list: Array.from({ length: 300 }, (_, index) => [index]) }
  for (const [file, body] of [
    ['wide.csv', [columns.join(','), ...rows].join('\n')],
    ['nested.json', JSON.stringify(nested)],
  ])
    await fetch(`${server.url}api/2.0/mlflow-artifacts/artifacts/${artifacts}/${file}`, { method: 'PUT', body: body! })
  for (const run_id of runIds)
    await fetch(`${server.url}api/2.0/mlflow-artifacts/artifacts/${experiment_id}/${run_id}/artifacts/model/MLmodel`, {
      method: 'PUT',
      body: 'flavors:\n  python_function: {}\n',
    })
  await call('createModel', { name, description: `First line.\n\nAnd the end of it.` })
  for (const run_id of runIds)
    await call('createVersion', { name, source: `runs:/${run_id}/model`, run_id, description: 'A version.' })
  for (let index = 0; index < 8; index++)
    await call('createComment', { name, version: '2', comment: `Comment number ${index}` })

  const pages = [
    { path: `models?q=${name}`, ready: 'First line.', holds: ['And the end of it.'] },
    {
      path: `models/${name}/versions/2`,
      ready: 'metric_23',
      holds: ['param_29', 'value-of-29', 'metric_23', 'end of the prompt of the second try', 'A version.'],
    },
    { path: `models/${name}/versions/2/changes`, ready: 'metric_9', holds: ['metric_23', 'of the second try'] },
    {
      path: `compare?version=${name}%401&version=${name}%402&show=all`,
      ready: 'metric_9',
      holds: ['metric_23', '24.5', 'value-of-29', 'of the second try', `${name}version1(http`],
    },
    {
      path: `compare/runs?experiments=${experiment_id}&show=all&plots=axes,scatter,curves`,
      ready: 'value-of-29',
      holds: ['metric_23', '24.5', 'value-of-29', 'of the second try', 'first try'],
    },
    { path: `models/${name}/activity`, ready: 'Comment number 7', holds: ['Comment number 0'] },
    { path: `runs/${runIds[0]}`, ready: 'metric_0', holds: ['metric_23', 'value-of-29', 'end of the prompt'] },
    {
      path: `experiments/${experiment_id}/runs?${metrics.map(({ key }) => `col=metrics.${key}`).join('&')}`,
      ready: 'second try',
      holds: ['first try', 'metric_0', 'metric_23', '24.5'],
    },
    { path: `runs/${runIds[0]}/artifacts/wide.csv`, ready: 'r0c0', holds: ['column_39', 'r49c0', 'r49c39'] },
    { path: `runs/${runIds[0]}/artifacts/nested.json`, ready: 'list', holds: ['the innermost', '299'] },
  ]
  for (const { path, ready, holds } of pages)
    await test.step(path, async () => {
      await page.goto(path)
      await expect(page.locator('main').getByText(ready).first()).toBeVisible()
      await page.waitForLoadState('networkidle') // what loads on demand is printed too
      const paper = await printed(page)
      for (const text of holds) expect(paper).toContain(without(text))
      expect(paper).not.toMatch(/Skiptocontent|Downloadaszip|Filterbyname|Registermodel|justnow/)
      expect(await cutOff(page)).toEqual([])
    })
})

test('Ctrl+P loads the rest of a list first, with collapsed child runs and the addresses of links', async ({
  page,
  call,
  unique,
}) => {
  const name = unique('whole list')
  const { experiment_id } = await call('createExperiment', { name })
  const { run: parent } = await call('createRun', { experiment_id, run_name: 'the sweep', start_time: 999 })
  const tags = [{ key: 'mlflow.parentRunId', value: parent.info.run_id }]
  const trial = (index: number) => ({ experiment_id, run_name: `trial-${index}.`, start_time: index + 1 })
  const runs = await Promise.all(
    Array.from({ length: 130 }, (_, index) => call('createRun', { ...trial(index), ...(index >= 120 && { tags }) })),
  )
  await page.addInitScript(() => {
    window.print = () => {
      document.documentElement.dataset['dialog'] = 'print'
    }
  })

  await page.goto(`experiments/${experiment_id}/runs`)
  const fold = page.getByRole('button', { name: '10 child runs of the sweep' })
  await fold.click()
  await expect(fold).toHaveAttribute('aria-expanded', 'false')
  // Another way to print has no time to load anything, and says so.
  const first = await printed(page)
  expect(first).toContain(without('The first 100 rows are printed. There are more: press Ctrl+P'))
  expect(first).toContain('trial-129.')
  expect(first).not.toContain('trial-0.')

  await page.keyboard.press('Control+p')
  await expect(page.locator('html')).toHaveAttribute('data-dialog', 'print')
  const paper = await printed(page)
  for (const { run } of runs) expect(paper).toContain(`${run.info.run_name}http`)
  expect(paper.match(new RegExp(`/runs/${runs[7]?.run.info.run_id}`, 'g'))).toHaveLength(1)
  expect(paper).not.toMatch(/Therearemore|scrollformore/)
  await expect(fold).toHaveAttribute('aria-expanded', 'false')
  expect(await cutOff(page)).toEqual([])

  // So are cards, which are the list of a phone and the catalogue.
  await Promise.all(runs.slice(0, 101).map((_run, index) => call('createModel', { name: `${name} model-${index}.` })))
  await page.setViewportSize({ width: 390, height: 844 })
  await page.goto(`models?view=cards&q=${encodeURIComponent(`name LIKE '${name}%'`)}`)
  await expect(page.getByRole('article').first()).toBeVisible()
  expect(await printed(page)).toContain(without('The first 100 cards are printed. There are more: press Ctrl+P'))
  await page.keyboard.press('Control+p')
  await expect(page.locator('html')).toHaveAttribute('data-dialog', 'print')
  const cards = await printed(page)
  for (const index of [0, 50, 100]) expect(cards).toContain(without(`${name} model-${index}.`))
  expect(cards.match(/model-\d+\.\(http/g)).toHaveLength(101)
  await expect(page.getByRole('article').first()).toBeVisible()

  // What loads once it is in view, such as the child runs of a run, is loaded too.
  await page.goto(`runs/${parent.info.run_id}`)
  await expect(page.getByRole('heading', { name: 'the sweep' })).toBeVisible()
  await page.keyboard.press('Control+p')
  await expect(page.locator('html')).toHaveAttribute('data-dialog', 'print')
  expect(await printed(page)).toContain('trial-129.')
})
