import { expect, mlflow2, mlflow3, test } from '../fixtures.ts'
import { press, tabTo } from '../every-page/by-keyboard.ts'
import { seedModel } from '../seeds/seed-model.ts'

// Find, create, rename and delete models.

const hostile = '<img src=x onerror=window.name=1>'

test(
  'creates a model, finds it by a word of its name, renames and deletes it',
  { tag: mlflow2 },
  async ({ page, unique }) => {
    const name = unique('Taxi "fares"')
    await page.goto('models')
    await page.getByRole('button', { name: 'Create model' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('a/b')
    await expect(dialog.getByText('Names cannot contain')).toBeVisible()
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(page.getByText('No versions yet')).toBeVisible()

    await page.getByRole('button', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill(`${name} two`)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`${name} two`)

    await page.goto('models')
    await page.getByLabel('Search models').fill(`${name.slice(-8)} TWO`)
    await expect(page.getByRole('table', { name: 'Registered models' }).getByRole('row')).toHaveCount(2) // rows still move before
    await page.getByRole('link', { name: `${name} two` }).click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText(`${name} two`) // the list has Delete buttons too
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByLabel('Type the model’s name to confirm').fill(`${name} two`)
    await page.getByRole('button', { name: 'Delete model' }).click()
    await expect(page).toHaveURL(/\/models$/)
    await expect(page.getByText(`Model “${name} two” deleted.`)).toBeVisible()
  },
)

test(
  'deletes a model with versions in use only after archiving them',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = unique('in use')
    await call('createModel', { name })
    await call('createVersion', { name, source: 's3://bucket/x' })
    await call('transitionStage', { name, version: '1', stage: 'Staging' })
    await page.goto(`models/${encodeURIComponent(name)}`)
    await page.getByRole('button', { name: 'Delete' }).click()
    await expect(page.getByRole('button', { name: 'Delete model' })).toBeDisabled()
    await page.getByRole('button', { name: 'Archive version' }).click()
    await page.getByLabel('Type the model’s name to confirm').fill(name)
    await page.getByRole('button', { name: 'Delete model' }).click()
    await expect(page).toHaveURL(/\/models$/)
  },
)

test.describe('when the versions cannot be checked again', () => {
  test.use({ allowedStatuses: [403] })

  test('a model is not deleted, and the dialog says why', async ({ page, call, unique }) => {
    const name = unique('unchecked')
    await call('createModel', { name })
    await page.goto(`models/${encodeURIComponent(name)}`)
    await page.getByRole('button', { name: 'Delete' }).click()
    await page.getByLabel('Type the model’s name to confirm').fill(name)
    const { promise: answered, resolve: answer } = Promise.withResolvers<void>()
    let checks = 0
    await page.route(/model-versions\/search/, async (route) => {
      checks += 1
      await answered
      await route.fulfill({ status: 403, json: { error_code: 'PERMISSION_DENIED', message: 'Not today.' } })
    })
    await page.getByRole('button', { name: 'Delete model' }).click()
    await page.keyboard.press('Enter') // it deletes once
    await expect(page.getByRole('dialog')).toBeVisible()
    answer()
    await expect(page.getByRole('dialog').getByText('Not today.')).toBeVisible()
    expect(checks).toBe(1)

    // Escape does not close it while it deletes: it could not say that this failed.
    await page.unroute(/model-versions\/search/)
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    const deleting = /registered-models\/delete/
    await page.route(deleting, async (route) => {
      await ended
      await route.fulfill({ status: 403, json: { error_code: 'PERMISSION_DENIED', message: 'Nor now.' } })
    })
    const asked = page.waitForRequest(deleting)
    await page.getByRole('button', { name: 'Delete model' }).click()
    await asked
    await page.keyboard.press('Escape')
    end()
    await expect(page.getByRole('dialog').getByText('Nor now.')).toBeVisible()
    await call('getModel', { name })
  })
})

test(
  'keeps the Markdown of a description, and marks the position of an error in a search',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = unique('card')
    await call('createModel', { name })
    await page.goto(`models/${encodeURIComponent(name)}`)
    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByLabel('Markdown').fill('Predicts **fares**.<script>alert(1)</script>')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel('Markdown')).toBeHidden() // the preview shows the same words
    await expect(page.getByText('fares', { exact: true })).toHaveCSS('font-weight', '700')
    // A form writes the fields of a model card into the same text, and leaves what is there.
    const form = page.getByRole('form', { name: 'Description' })
    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByRole('button', { name: 'Fill in a form' }).click()
    const sections = ['Purpose', 'Limits', 'Data', 'Fairness']
    const facts = ['Owner', 'Contact', 'Runbook', 'Latency', 'Size']
    const field = (label: string) => form.getByLabel(label, { exact: true })
    for (const label of [...sections, ...facts]) await field(label).fill(`${label} of <b>fares</b>: "x"`)
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(form).toBeHidden() // the preview shows the same rows
    for (const label of facts)
      await expect(
        page.getByRole('row', { name: new RegExp(`^${label} ${label} of <b>fares</b>: "x"`, 'i') }),
      ).toBeVisible()
    for (const label of sections) {
      await expect(page.getByRole('heading', { name: label, exact: true })).toBeVisible()
      await expect(page.getByText(`${label} of fares: "x"`)).toBeVisible()
    }
    const { description = '' } = (await call('getModel', { name })).registered_model
    const [, head, body] = /^---\n([^]*)\n\n---\n\n([^]*)$/.exec(description) ?? []
    expect(head?.split('\n').map((line) => line.split(':')[0])).toEqual([
      'owner',
      'contact',
      'runbook',
      'latency',
      'size',
    ])
    expect(body).toMatch(/^Predicts \*\*fares\*\*\.<script>/)
    for (const label of sections) expect(body).toContain(`## ${label}\n\n${label} of <b>fares</b>: "x"`)
    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByRole('button', { name: 'Fill in a form' }).click()
    for (const label of [...sections, ...facts]) await expect(field(label)).toHaveValue(`${label} of <b>fares</b>: "x"`)
    await page.goto("models?q=owner = 'x'")
    await expect(page.getByText('▲')).toBeVisible()
  },
)

/** So many models with a version in Production, whose runs are on no server. */
const inProduction = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const name = `elsewhere ${at}`
    return { name, latest_versions: [{ name, version: '1', current_stage: 'Production', run_id: 'on no server' }] }
  })

test(
  'filters models by stage, by tag, by owner and by words',
  { tag: mlflow3 },
  async ({ page, call, unique, backend }) => {
    const [plain, staged] = [unique('plain'), unique('staged')]
    const word = unique('needle').replace(' ', '')
    await call('createModel', {
      name: plain,
      description: `About ${word}.`,
      tags: [{ key: 'modelshelf.owner', value: word }],
    })
    await call('createModel', { name: staged, tags: [{ key: 'team', value: word }] })
    await call('createVersion', { name: staged, source: 's3://bucket/x' })
    await call('transitionStage', { name: staged, version: '1', stage: 'Staging' })
    const plainRow = page.getByRole('link', { name: plain })
    const stagedRow = page.getByRole('link', { name: staged, exact: true })

    // In front of MLflow all models are read, here as if there were thousands; those in Production have runs, which are asked for.
    const rest = Promise.withResolvers<void>()
    const all = /registered-models\/search\?.*max_results=1000/
    await page.route(all, async (route) => {
      if (route.request().url().includes('page_token')) {
        await rest.promise
        return route.fulfill({ json: { registered_models: inProduction(5002) } })
      }
      const response = await route.fetch()
      return route.fulfill({ response, json: { ...(await response.json()), next_page_token: 'rest' } })
    })
    await page.goto(`models?q=nowhere${word}`)
    if (backend !== 'embedded')
      await expect(page.getByText(/Searching descriptions, tags and versions \([\d,]+ models read\)…$/)).toBeVisible()
    rest.resolve()
    const nothing = page.getByText(`No models match “nowhere${word}”`)
    await expect(nothing).toBeVisible()
    // In front of MLflow it is drawn once more when the metrics are known.
    await expect(async () => {
      const boxes = await Promise.all([page.locator('#page'), nothing].map((it) => it.boundingBox()))
      const [middle = NaN, itsMiddle = NaN] = boxes.map((box) => (box ? box.x + box.width / 2 : NaN))
      expect(itsMiddle, 'px of the middle of what is said instead of a list').toBeCloseTo(middle, -1)
    }).toPass()
    if (backend !== 'embedded')
      await expect(page.getByText(/^Params and metrics of [\d,]+ models are not searched\./)).toBeVisible()
    await page.getByRole('button', { name: 'What is searched?' }).click()
    const said = backend === 'embedded' ? 'the first 5,000 letters' : 'of the 10,000 versions changed last'
    await expect(page.getByRole('dialog', { name: 'What is searched' })).toContainText(said)
    await page.keyboard.press('Escape')
    await page.unroute(all)
    await expect(page.getByRole('link', { name: 'Find by a file or folder' })).toHaveAttribute(
      'href',
      /registry\/which$/,
    )
    // In a description, an owner and a tag; with a typing mistake too, and marked.
    await page.getByLabel('Search models').fill(word.replace('needle', 'nedle'))
    await expect(plainRow).toBeVisible()
    await expect(stagedRow).toBeVisible()
    await page.getByLabel('Search models').fill(word)
    await expect(page.getByRole('row', { name: plain }).locator('mark').first()).toHaveText(word)
    await expect(plainRow).toBeVisible()
    await expect(stagedRow).toBeVisible()
    await expect(page.getByText(/^2 models\b/)).toBeVisible()
    await page.getByRole('button', { name: 'In Staging' }).click()
    await expect(plainRow).toBeHidden()
    await expect(page).toHaveURL(new RegExp(`q=${word}.*stage=Staging`))
    await expect(page.getByText(/^1 model\b/)).toBeVisible()
    await page.getByRole('link', { name: new RegExp(`team\\W*${word}`) }).click()
    await expect(page.getByRole('button', { name: `Remove tags.team = '${word}'` })).toBeVisible()
    await expect(stagedRow).toBeVisible()
    await page.evaluate((name) => localStorage.setItem('modelshelf', JSON.stringify({ name })), word)
    await page.goto('models')
    await page.getByRole('button', { name: 'Owned by me' }).click()
    await expect(plainRow).toBeVisible()
    await expect(stagedRow).toBeHidden()
    await page.getByRole('button', { name: 'Owned by me', pressed: true }).click()
    await expect(page.getByRole('button', { name: 'Owned by me', pressed: false })).toBeVisible()
  },
)

test(
  'finds a model by each of its texts, marks the word and says where it is, best first',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const id = unique('').trim()
    const name = `finder ${id}`
    const { experiment_id } = await call('createExperiment', { name })
    const { run_id } = (await call('createRun', { experiment_id, start_time: Date.now() })).run.info
    await call('logBatch', {
      run_id,
      params: [{ key: `depth${id}`, value: `seven${id}` }],
      metrics: [{ key: `rmse${id}`, value: 3.25, timestamp: Date.now(), step: 0 }],
    })
    const logged = { artifact_path: 'm', run_id, utc_time_created: '2026-01-01 00:00:00' }
    await call('logModel', { run_id, model_json: JSON.stringify({ ...logged, flavors: { [`flavor${id}`]: {} } }) })
    await call('createModel', {
      name,
      description: `Foretells demand${id}, 駅ごとの予測${id}, توقع الطَّلب${id}, ΖΉΤΗΣΗ${id}, Précis${id}.`,
      tags: Object.entries({ 'modelshelf.owner': `mira${id}`, team: `rides${id} ${hostile}` }).map(([key, value]) => ({
        key,
        value,
      })),
    })
    // Others have followed the first in its stage.
    const versions = [
      { description: `Without leakage${id}`, tags: [{ key: 'cause', value: `audit${id}` }] },
      { run_id, stage: 'Production' },
      { description: `Retuned${id}`, stage: 'Staging' },
      {},
    ]
    for (const [at, { stage, ...version }] of versions.entries()) {
      await call('createVersion', { name, source: 's3://bucket/m', ...version })
      if (stage) await call('transitionStage', { name, version: `${at + 1}`, stage })
    }
    await call('setAlias', { name, alias: `champion${id}`, version: '1' })
    // Where else the word for the description is, from best to worst.
    const others = [
      { name: `demand${id} in a name` },
      { name: `ondemand${id}` },
      { name: `${id} tagged`, tags: [{ key: 'topic', value: `demand${id}` }] },
      { name: `${id} told`, description: `Foretells demand${id}s.` },
    ]
    for (const other of others) await call('createModel', other)

    const live = 'Version 2 in Production,'
    const cases: [typed: string, marked: string, told?: string][] = [
      [name, 'finder'],
      [`tells demand${id}`, 'tells'],
      [`予測${id}`, `予測${id}`],
      [`الطلب${id}`, `الطَّلب${id}`],
      [`ζητηση${id}`, `ΖΉΤΗΣΗ${id}`],
      [`PRECIS${id}`, `Précis${id}`],
      [`mira${id}`, `mira${id}`, `Owner mira${id}`],
      [`rides${id}`, `rides${id}`, `Tag team: rides${id} ${hostile}`],
      [`ampion${id}`, `ampion${id}`, `Version 1 @champion${id}`],
      [`leakage${id}`, `leakage${id}`, `Version 1 Without leakage${id}`],
      [`audit${id}`, `audit${id}`, `Version 1 cause: audit${id}`],
      [`retuned${id}`, `Retuned${id}`, `Version 3 Retuned${id}`],
      [`retnued${id}`, `Retuned${id}`, `Version 3 Retuned${id}`], // mistyped
      [`staging ${id}`, 'Staging', 'Version 3 Staging'],
      [`flavor${id}`, `flavor${id}`, `${live} flavor flavor${id}`],
      [`depth${id}`, `depth${id}`, `${live} param depth${id}: seven${id}`],
      [`seven${id}`, `seven${id}`, `${live} param depth${id}: seven${id}`],
      [`rmse${id}`, `rmse${id}`, `${live} metric rmse${id}: 3.25`],
    ]
    const row = page.getByRole('row', { name: new RegExp(`^finder ${id}`) })
    const box = page.getByLabel('Search models')
    await page.goto('models')
    for (const [typed, marked, told = marked] of cases) {
      await box.fill(typed)
      await box.press('Enter')
      await expect(row, typed).toContainText(told)
      await expect(row.locator('mark').getByText(marked, { exact: true }), typed).toBeVisible()
    }
    expect(await page.evaluate(() => window.name)).toBe('')
    await box.fill(`demand${id}`)
    await box.press('Enter')
    const names = [others[0], others[1], { name }, others[2], others[3]].map((model) => new RegExp(`^${model?.name}`))
    await expect(page.getByRole('table', { name: 'Registered models' }).getByRole('row')).toHaveText([
      /^Name/,
      ...names,
    ])
  },
)

test.describe('by touch and by keyboard', () => {
  test.use({ hasTouch: true })

  test(
    'a row says what the model does; columns are chosen, and stay in the URL',
    { tag: mlflow3 },
    async ({ page, call, unique }) => {
      const name = unique('readable')
      const last = 'It never sees a name or an address.'
      const sentence = 'Forecasts the demand of each station, so that vans arrive before it is empty. '
      await call('createModel', { name, description: `# Demand\n\n${sentence.repeat(8)}\n\n${last}` })
      await page.goto(`models?q=${name.slice(-8)}&sort=nonsense`)
      const row = page.getByRole('row', { name: new RegExp(name) })
      const about = row.getByRole('button', { name: /^Forecasts the demand/ })
      // Two lines of it are seen, not its first letters.
      await expect.poll(async () => (await about.boundingBox())?.height).toBeGreaterThan(30)
      // A wide window gives its width to the description and to metrics.
      await page.setViewportSize({ width: 2560, height: 900 })
      await expect(page.getByRole('columnheader', { name: 'Metrics' })).toBeVisible()
      await expect.poll(async () => (await about.boundingBox())?.width).toBeGreaterThan(600)
      await page.setViewportSize({ width: 1280, height: 900 })
      const whole = page.getByRole('dialog', { name: `Description of ${name}` })
      await about.tap()
      await expect(whole).toContainText(last)
      await page.keyboard.press('Escape')
      await expect(whole).toBeHidden()
      await about.focus()
      await page.keyboard.press('Enter')
      await expect(whole).toContainText(last)
      await page.keyboard.press('Escape')
      await expect(about).toBeFocused()

      await page.getByRole('button', { name: 'Columns' }).click()
      await page.getByRole('checkbox', { name: 'Created' }).check()
      await page.getByRole('checkbox', { name: 'Aliases' }).uncheck()
      await page.keyboard.press('Escape')
      await expect(page.getByRole('columnheader', { name: 'Created' })).toBeVisible()
      await page.reload()
      await expect(page.getByRole('columnheader', { name: 'Created' })).toBeVisible()
      await expect(page.getByRole('columnheader', { name: 'Aliases' })).toBeHidden()
    },
  )
})

test(
  'on a phone each model is a card that leads to it wherever it is touched',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const name = unique('pocket')
    await call('createModel', { name, description: 'Tells when the **bike** comes back.' })
    await page.setViewportSize({ width: 390, height: 844 })
    await page.goto(`models?q=${name.slice(-8)}`)
    const card = page.getByRole('article')
    await expect(card).toContainText('Tells when the bike comes back.')
    await expect(card.getByRole('link')).toHaveAccessibleName(name)
    await expect(card.getByRole('button')).toHaveCount(0)
    // Only the catalogue has groups: the list loads page by page.
    await page.goto(`models?q=${name.slice(-8)}&by=owner`)
    await expect(card.getByRole('heading', { level: 2 })).toHaveText(name)
    const box = await card.boundingBox()
    await page.mouse.click(box!.x + box!.width - 8, box!.y + box!.height - 8)
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  },
)

test(
  'the catalogue shows cards by owner or tag: what is in Production since when, and how good it is',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const id = unique('').trim()
    const [name, owner] = [`catalogued ${id} ${hostile}`, `owner ${id} ${hostile}`]
    const { experiment_id } = await call('createExperiment', { name: `catalogued ${id}` })
    const { run } = await call('createRun', { experiment_id, start_time: Date.now() })
    const { run_id } = run.info
    await call('logMetric', { run_id, key: 'val_rmse', value: 3.25, timestamp: Date.now() })
    const tags = [{ key: 'modelshelf.owner', value: owner }]
    const team = { key: `team ${id}`, value: `rides ${hostile}` }
    await call('createModel', {
      name,
      tags: [...tags, team],
      description: 'Says when the <b onclick="x()">bike</b> comes back.',
    })
    for (const [at, stage] of (['Production', 'Production', 'Staging', 'Staging'] as const).entries()) {
      await call('createVersion', { name, source: 's3://bucket/m', run_id })
      await call('transitionStage', { name, version: `${at + 1}`, stage })
    }
    const better = await call('createRun', { experiment_id, start_time: Date.now() })
    for (const [step, value] of [5, 1.5].entries())
      await call('logMetric', { run_id: better.run.info.run_id, key: 'val_rmse', value, step, timestamp: Date.now() })
    await call('createModel', { name: `better ${name}` })
    await call('createVersion', { name: `better ${name}`, source: 's3://bucket/m', run_id: better.run.info.run_id })
    await call('transitionStage', { name: `better ${name}`, version: '1', stage: 'Production' })
    await call('createModel', { name: `${name} idle`, tags })
    await call('createVersion', { name: `${name} idle`, source: 's3://bucket/m' })
    await page.goto(`models?q=${id}`)
    const more = page.getByRole('link', { name: `2 versions in Production of ${name}` })
    await expect(more).toHaveText('+1')
    // Sorted by a metric, the better first, by its last value or another; models without it come last.
    await page.getByRole('button', { name: 'Sort by metric' }).press('Enter')
    await page.getByRole('menuitemradio', { name: 'val_rmse', exact: true }).press('Enter')
    const rows = page.getByRole('table', { name: 'Registered models' }).getByRole('row')
    const [header, first, other, idle] = [/val_rmse(?!,)/, /^better .*1\.5/, /^catalogued .*3\.25/, / idle/]
    await expect(rows).toHaveText([header, first, other, idle])
    await page.getByLabel('Metrics', { exact: true }).selectOption('Max')
    await expect(rows).toHaveText([/val_rmse, max/, other, /^better .*5/, idle])
    await page.getByLabel('Metrics', { exact: true }).selectOption('Last')
    await page.getByRole('button', { name: 'Sort by metric' }).click()
    await page.getByRole('menuitemradio', { name: 'None' }).click()
    // No server takes a metric with such a name, so it is put into the answers.
    await page.route(/modelshelf\/model-facts|runs\/(get|search)/, async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: (await response.text()).replaceAll('val_rmse', `val_rmse ${hostile}`) })
    })
    await page.reload()
    await press(page, 'Catalogue')
    const groupBy = page.getByLabel('Group by')
    await tabTo(page, groupBy)
    await page.keyboard.press('ArrowDown')
    await expect(groupBy).toHaveValue('owner')
    await expect(page.getByRole('heading', { name: `${owner} (2)` })).toBeVisible()
    await expect(groupBy).toBeFocused()
    await expect(page).toHaveURL(/view=cards.*by=owner/)
    const cards = page.getByRole('article')
    await expect(cards.filter({ hasText: 'idle' })).toContainText('Nothing in Production')
    const card = cards.filter({ hasNotText: /idle|^better/ })
    await expect(card).toContainText('Says when the bike comes back.')
    await expect(card).toContainText(/Production version 2 \+1, since /)
    await expect(card).toContainText('Staging version 4 +1')
    await expect(card).toContainText(`Owner ${owner}`)
    await expect(card).not.toContainText(/Nothing in Production|No owner/)
    await expect(card).toContainText(`val_rmse ${hostile} 3.25`)
    await expect(cards.filter({ hasText: /^better/ })).toContainText('No owner')
    await expect(page.getByText('Registry health also checks sources and files').getByRole('link')).toHaveAttribute(
      'href',
      /registry\/health$/,
    )
    await groupBy.selectOption(`Tag ${team.key}`)
    const groups = page.getByRole('heading', { level: 2 })
    await expect(groups).toHaveText([`${team.value} (1)`, `Without ${team.key} (2)`])
    await expect(page).toHaveURL(/by=tags\.team/)
    await tabTo(page, card.getByRole('link'))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
    expect(await page.evaluate(() => window.name)).toBe('')
  },
)

test.describe('register by URI', () => {
  test.use({ allowedStatuses: [404] })

  test(
    'registers from a run, another version and an object store',
    { tag: mlflow3 },
    async ({ page, call, server, unique }) => {
      const { name, run_id, model_id } = await seedModel(call, server.url, unique)
      const copy = unique('copy')
      await call('createModel', { name: copy })
      const register = async (uri: string, says: string, outcome: string) => {
        await page.goto('models')
        await page.getByRole('button', { name: 'Register by URI' }).click()
        const dialog = page.getByRole('dialog')
        await dialog.getByLabel('Model URI').fill(uri)
        await dialog.getByRole('button', { name: 'Continue' }).click()
        await expect(dialog.getByText(says)).toBeVisible()
        if (uri.startsWith('runs:/')) await expect(dialog.getByText(`${name} version 1 already`)).toBeVisible()
        await dialog.getByLabel('Model name').fill(copy)
        await expect(dialog.getByText(outcome)).toBeVisible()
        await dialog.getByRole('button', { name: 'Register', exact: true }).click()
        await expect(dialog).toBeHidden()
      }
      await register(`runs:/${run_id}/forest`, 'MLflow model (python_function, sklearn)', 'This model has no versions.')
      await register(`models:/${name}/latest`, `${name} version 1`, 'the next version, after 1.')
      await register('s3://bucket/some/model', 'Not checked', 'the next version, after 2.')
      const versions = await Promise.all(
        ['1', '2', '3'].map(async (version) => (await call('getVersion', { name: copy, version })).model_version),
      )
      expect(versions.map(({ source }) => source)).toEqual([
        `models:/${model_id}`,
        `models:/${name}/1`,
        's3://bucket/some/model',
      ])
      expect(versions[1]?.run_id).toBe(run_id)
    },
  )

  test('says beside the field if a URI is malformed or leads nowhere', async ({ page, unique }) => {
    await page.goto('models')
    await page.getByRole('button', { name: 'Register by URI' }).click()
    const dialog = page.getByRole('dialog')
    const field = dialog.getByLabel('Model URI')
    await field.fill('models:/taxi')
    await expect(dialog.getByText('Say which version')).toBeVisible()
    await field.fill(`models:/${unique('nobody')}/1`)
    await field.press('Enter')
    await expect(dialog.getByRole('alert')).toContainText('not found')
    await expect(field).toHaveValue(/nobody/)
  })
})

test('completes keys, operators and values by keyboard', async ({ page, call, unique }) => {
  const name = unique('completed')
  const key = `k${unique('').trim()}`
  await call('createModel', { name, tags: [{ key, value: 'rides' }] })
  await page.goto(`models?q=${name.slice(-8)}`)
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
  const box = page.getByLabel('Search models')
  await box.fill(`tags.${key.slice(0, 4)}`)
  const suggested = page.getByRole('option', { name: `tags.${key}` })
  await expect(suggested).toBeVisible()
  await box.press('ArrowDown')
  await expect(suggested).toHaveAttribute('aria-selected', 'true')
  await box.press('Enter')
  await expect(box).toHaveValue(`tags.${key} `)
  await box.pressSequentially('=')
  await box.pressSequentially(" 'r")
  await page.getByRole('option', { name: "'rides'" }).click()
  await expect(box).toHaveValue(`tags.${key} = 'rides' `)
  await box.press('Enter')
  await expect(page.getByRole('button', { name: `Remove tags.${key} = 'rides'` })).toBeVisible()
  await expect(page.getByRole('link', { name, exact: true })).toBeVisible()
})

test.describe('when the models of another filter cannot be read', () => {
  test.use({ allowedStatuses: [403] })

  test('says so instead of showing those of the filter before', async ({ page, call, unique }) => {
    const name = unique('filtered')
    const word = name.slice(-8)
    await call('createModel', { name })
    await page.goto(`models?q=${word}`)
    await expect(page.getByRole('link', { name })).toBeVisible()
    await expect(page.getByText('1 model', { exact: true })).toBeVisible()
    const denied = { status: 403, json: { error_code: 'PERMISSION_DENIED', message: 'not for you' } }
    await page.route(/registered-models\/search\?.*tags|modelshelf\/find-models/, (route) => route.fulfill(denied))
    const search = page.getByLabel('Search models')
    await search.fill(`${word} AND tags.team = 'rides'`)
    await search.press('Enter')
    await expect(page.getByText('not for you')).toBeVisible()
    await expect(page.getByRole('link', { name })).toBeHidden()
  })
})
