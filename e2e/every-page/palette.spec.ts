import { focusIn } from './focus-in.ts'
import { expect, mlflow2, mlflow3, test } from '../fixtures.ts'

// Ctrl+K opens any page and runs the actions of the current one; the help lists every key.

test(
  'opens a model and a version with two keys and a few letters',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = unique('Modèle')
    const plain = name.replace('è', 'e')
    await call('createModel', { name })
    await call('createVersion', { name, source: 's3://bucket/x' })
    await page.goto('experiments')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    await palette.getByRole('combobox').fill(plain)
    await expect(palette.getByRole('option', { name, selected: true })).toBeVisible()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/models/${encodeURIComponent(name)}$`))
    await expect(palette).toBeHidden()

    await page.getByRole('button', { name: 'Go to anything' }).click()
    await palette.getByRole('combobox').fill(`${plain} 1`)
    await palette.getByRole('option', { name: `${name} version 1` }).click()
    await expect(page).toHaveURL(/\/versions\/1$/)
  },
)

test('opens runs by id and experiments by name', { tag: mlflow3 }, async ({ page, call, unique }) => {
  const name = unique('Palette experiment')
  const { experiment_id } = await call('createExperiment', { name })
  const { run } = await call('createRun', { experiment_id, run_name: 'by id', start_time: Date.now() })
  await page.goto('models')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible() // keys have no effect before
  await page.keyboard.press('Control+k')
  const field = page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox')
  await field.fill(run.info.run_id)
  await page.getByRole('option', { name: run.info.run_id }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText('by id')
  await page.keyboard.press('Control+k')
  await field.fill(name)
  await page.getByRole('option', { name }).click()
  await expect(page).toHaveURL(new RegExp(`/experiments/${experiment_id}/runs`))
})

test('lists the page’s actions, and Escape returns the focus', async ({ page }) => {
  await page.goto('models')
  const opener = page.getByRole('button', { name: 'Go to anything' })
  await opener.click()
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
  await expect(opener).toBeFocused()
  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('create m')
  await palette.getByRole('option', { name: 'Create model' }).click()
  await expect(page.getByRole('dialog', { name: 'Create model' })).toBeVisible()
})

test('lists the shortcuts, which open the search and move through rows', async ({ page, call, unique }) => {
  const word = unique('rows')
  await call('createModel', { name: `${word} a` })
  await call('createModel', { name: `${word} b` })
  await page.goto('models')
  await expect(page.getByRole('table', { name: 'Registered models' }).getByRole('link').first()).toBeVisible()
  await page.keyboard.press('?')
  await focusIn(page.getByRole('dialog', { name: 'Keyboard shortcuts' }))
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toBeHidden()
  await page.keyboard.press('/')
  await expect(page.getByLabel('Search models')).toBeFocused()
  await page.keyboard.type(word)
  await page.keyboard.press('Enter')
  await expect(page.getByText('2 models', { exact: true })).toBeVisible()
  await page.getByRole('heading', { level: 1 }).click() // out of the field
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: `${word} a` })).toBeFocused()
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: `${word} b` })).toBeFocused()
  await page.keyboard.press('k')
  await expect(page.getByRole('link', { name: `${word} a` })).toBeFocused()
})

test(
  'reads % and _ in words as letters, finds accents in either encoding, and says what is not searched',
  { tag: mlflow3 },
  async ({ page, call, unique, backend }) => {
    const word = unique('words').replace(' ', '')
    const [meant, other] = [`${word}_50% Précis`.normalize('NFD'), `${word}-505 Prxcis`]
    for (const name of [meant, other]) await call('createModel', { name })
    const { experiment_id } = await call('createExperiment', { name: meant })
    for (const run_name of [meant, other]) await call('createRun', { experiment_id, run_name, start_time: 1 })

    const typed = `${word}_ 50% précis`
    for (const list of ['models', `experiments/${experiment_id}/runs`]) {
      await page.goto(`${list}?q=${encodeURIComponent(word)}`)
      await expect(page.getByRole('link', { name: other, exact: true })).toBeVisible()
      const search = page.getByRole('search').getByRole('combobox')
      await search.fill(typed)
      await search.press('Enter')
      await expect(page.getByRole('link', { name: other, exact: true })).toBeHidden()
      await expect(page.getByRole('link', { name: meant, exact: true })).toBeVisible()
    }
    // The models and experiments changed last, as if there were more than are read; those found by name have a filter.
    const last = { experiments: [{ experiment_id, name: meant }], registered_models: [], next_page_token: 'more' }
    await page.route(/\/(registered-models|experiments)\/search/, (route) => {
      const request = route.request()
      const isFiltered = `${request.url()} ${request.postData()}`.includes('filter')
      return isFiltered ? route.continue() : route.fulfill({ json: last })
    })
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    await palette.getByRole('combobox').fill(`${word}_50% précis`)
    await expect(page.getByRole('option', { name: meant })).toHaveCount(3) // the model, the experiment and the run
    await expect(page.getByRole('option', { name: other })).toHaveCount(0)
    await expect(palette).toContainText('Runs and descriptions are searched in the 1,000 experiments changed last.')
    const ofModels = 'only the 1,000 models changed last are searched'
    if (backend === 'embedded') await expect(palette).not.toContainText(ofModels)
    else await expect(palette).toContainText(ofModels)
  },
)

test(
  'finds runs by name and by the beginning of an id, versions by alias, and words of descriptions',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const [name, word] = [unique('aliased'), unique('w').replace(' ', '')]
    await call('createModel', { name, description: `Predicts demand.\n\nTrained by the ${word} team.` })
    await call('createVersion', { name, source: 's3://bucket/x' })
    await call('setAlias', { name, alias: 'champion', version: '1' })
    const { experiment_id } = await call('createExperiment', { name: unique('Palette runs') })
    const { run } = await call('createRun', { experiment_id, run_name: `${word} night run`, start_time: Date.now() })
    const { run_id } = run.info
    await page.goto('models')
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Command palette' })
    const field = palette.getByRole('combobox')
    await field.fill(`${word} NIGHT`)
    await expect(palette.getByRole('option', { name: `${word} night run` })).toBeVisible()
    await field.fill(run_id.slice(0, 12))
    await expect(palette.getByRole('option', { name: `${word} night run` })).toBeVisible()
    await field.fill(`${name}@champ`)
    await expect(palette.getByRole('option', { name: `${name}@champion version 1` })).toBeVisible()
    await field.fill(`${word} trained`)
    await palette.getByRole('option', { name: new RegExp(`^${name}.*Trained by the ${word} team`) }).click()
    await expect(page).toHaveURL(new RegExp(`/models/${encodeURIComponent(name)}$`))
  },
)

test('offers recent pages, what sections and tabs of the page offer, and themes', async ({ page, call, unique }) => {
  const [first, second] = [unique('recent'), unique('latest')]
  for (const name of [first, second]) await call('createModel', { name })
  await page.goto(`models?q=${encodeURIComponent(first)}`)
  await page.getByRole('link', { name: first, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(first)
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Command palette' })
  const field = palette.getByRole('combobox')
  await field.fill(second)
  await palette.getByRole('option', { name: second }).first().click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(second)

  await page.keyboard.press('Control+k')
  await expect(palette.getByRole('option', { name: second })).toHaveCount(0) // it is open
  await field.fill('dark')
  await palette.getByRole('option', { name: 'Dark theme' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')

  await page.keyboard.press('Control+k')
  await field.fill('edit desc')
  await palette.getByRole('option', { name: 'Edit description' }).click()
  await expect(page.getByRole('textbox', { name: 'Markdown' })).toBeVisible()
  await page.reload()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(second)
  await page.keyboard.press('Control+k')
  await palette.getByRole('option', { name: first }).click()
  await expect(page.getByRole('heading', { level: 1 })).toContainText(first)
})
