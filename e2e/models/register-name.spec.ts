import { expect, test } from '../fixtures.ts'
import { openRegisterDialog, seedModelRun } from './register-dialog.ts'

// Typing the beginning of a name finds a model; a new one is chosen, never made by accident.

test('takes the first model found with Enter, and makes no stray one', async ({ page, call, server, unique }) => {
  const { model_id } = await seedModelRun(call, server.url, unique('e'))
  const name = unique('wine')
  // MLflow's search takes “_” for any character.
  for (const model of [`${name}-cultivar`, `${name}-axb`]) await call('createModel', { name: model })
  const dialog = await openRegisterDialog(page, model_id, `${name}-cul`)
  const field = dialog.getByLabel('Model name')
  await expect(page.getByRole('option', { name: `${name}-cultivar`, exact: true })).toBeVisible()
  await field.press('Enter')
  await expect(field).toHaveValue(`${name}-cultivar`)
  await field.fill(`${name}-cul`)
  await field.press('Enter') // before the server has answered
  await expect(dialog.getByRole('button', { name: 'Register', exact: true })).toBeVisible()
  await field.fill(`${name}-a_b`)
  await expect(page.getByRole('option', { name: `Create new model "${name}-a_b"` })).toBeVisible()
  await field.press('Enter')
  await expect(field).toHaveValue(`${name}-a_b`)
  await field.fill(`${name}-new`)
  await expect(page.getByRole('option', { name: `Create new model "${name}-new"` })).toBeVisible()
  await field.press('Enter')
  await field.press('Enter')
  await expect(dialog).toBeHidden()
  const { registered_models = [] } = await call('searchModels', { filter: `name LIKE '${name}%'` })
  expect(registered_models.map((model) => model.name)).toEqual([`${name}-axb`, `${name}-cultivar`, `${name}-new`])
})

test('keeps the list of names beside its field while the dialog grows', async ({ page, call, server, unique }) => {
  const { run_id, model_id } = await seedModelRun(call, server.url, unique('e'))
  const name = unique('wine')
  for (let made = 1; made <= 8; made++) await call('createModel', { name: `${name}-${made}` })
  // Here the dialog has its full height already, so only its content grows.
  await page.setViewportSize({ width: 390, height: 640 })
  await page.goto(`runs/${run_id}`)
  // The dialog learns what kind of model it is while the list is open.
  const released = Promise.withResolvers<void>()
  await page.route(new RegExp(`${model_id}.*artifacts`), async (route) => {
    await released.promise
    await route.continue()
  })
  await page.getByRole('button', { name: 'Register model' }).click()
  const dialog = page.getByRole('dialog')
  const field = dialog.getByLabel('Model name')
  await field.fill(name)
  const list = page.getByRole('listbox')
  await expect(list.getByRole('option').last()).toHaveText(`Create new model "${name}"`)
  await expect(dialog).toContainText('Checking…')
  released.resolve()
  await expect(dialog).toContainText('MLflow model (sklearn)')
  const overlap = async () => {
    const [input, options] = [await field.boundingBox(), await list.boundingBox()]
    if (!input || !options) return Infinity
    return Math.min(input.y + input.height - options.y, options.y + options.height - input.y)
  }
  await expect.poll(overlap).toBeLessThanOrEqual(0)
})
