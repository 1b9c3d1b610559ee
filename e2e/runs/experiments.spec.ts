import type { Page } from '@playwright/test'
import { expect, mlflow2, mlflow3, test } from '../fixtures.ts'

// List, create, rename, describe, delete and restore experiments.

const table = (page: Page) => page.getByRole('table', { name: 'Experiments' })
const search = (page: Page) => page.getByLabel('Search experiments')

test(
  'creates, renames and deletes an experiment, and restores it with Undo',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = unique('Taxi "fares"')
    await page.goto('experiments')
    await page.getByRole('button', { name: 'Create experiment' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog.getByRole('button', { name: 'Create' })).toBeDisabled()
    await dialog.getByLabel('Name').fill(name)
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expect(page).toHaveURL(/\/experiments\/\d+\/runs$/)
    await expect(page.getByText('No runs yet')).toBeVisible()

    await page.goto('experiments')
    await search(page).fill(name.slice(-8))
    await page.getByRole('button', { name: `Rename ${name}` }).click()
    await dialog.getByLabel('Name').fill(`${name} two`)
    await dialog.getByRole('button', { name: 'Rename' }).click()
    await expect(table(page).getByRole('link', { name: `${name} two` })).toBeVisible()

    await page.getByRole('button', { name: `Delete ${name} two` }).click()
    await expect(dialog).toContainText('All its runs are deleted too')
    await dialog.getByRole('button', { name: 'Delete experiment' }).click()
    await expect(page.getByText('No experiments match this search')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(table(page).getByRole('link', { name: `${name} two` })).toBeVisible()
    const { experiment } = await call('getExperimentByName', { experiment_name: `${name} two` })
    expect(experiment.lifecycle_stage).toBe('active')
  },
)

test(
  'shows deleted experiments in a view with its own URL, and restores them there',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const name = unique('gone')
    const { experiment_id } = await call('createExperiment', { name })
    await call('deleteExperiment', { experiment_id })
    await page.goto(`experiments?q=${encodeURIComponent(name)}`)
    await expect(page.getByText('No experiments match this search')).toBeVisible()
    await page.getByRole('button', { name: 'Deleted' }).click()
    await expect(page).toHaveURL(/view=deleted/)
    await expect(table(page).getByRole('link', { name })).toBeVisible()
    await page.getByRole('button', { name: `Restore ${name}` }).click()
    await expect(page.getByText('No experiments match this search')).toBeVisible()
    await page.goBack()
    await expect(table(page).getByRole('link', { name })).toBeVisible()
  },
)

test(
  'says while typing that a name is taken, also by a deleted experiment',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const name = unique('taken')
    const { experiment_id } = await call('createExperiment', { name })
    await page.goto('experiments')
    await page.getByRole('button', { name: 'Create experiment' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill(name)
    await expect(dialog.getByText('An experiment with this name already exists.')).toBeVisible()
    await expect(dialog.getByRole('button', { name: 'Create' })).toBeDisabled()
    await call('deleteExperiment', { experiment_id })
    await page.reload()
    await page.getByRole('button', { name: 'Create experiment' }).click()
    await dialog.getByLabel('Name').fill(name)
    await expect(dialog.getByText('A deleted experiment has this name')).toBeVisible()
    await dialog.getByLabel('Name').fill('x'.repeat(501))
    await expect(dialog.getByText('at most 500 characters')).toBeVisible()
  },
)

test(
  'searches by words and by filter, sorts on the server, and marks the position of an error',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const word = unique('Needle').replace(' ', '')
    for (const name of [`${word} b`, `${word} a`])
      await call('createExperiment', { name, tags: [{ key: 'team', value: word }] })
    await page.goto('experiments')
    await search(page).fill(word.toLowerCase())
    await expect(table(page).getByRole('link')).toHaveCount(2)
    await page.getByRole('button', { name: 'Name', exact: true }).click()
    await expect(page).toHaveURL(/sort=name/)
    await expect(table(page).getByRole('link')).toHaveText([`${word} a`, `${word} b`])
    await search(page).fill(`tags.team = '${word}' AND name LIKE '%b'`)
    await search(page).press('Enter')
    await expect(table(page).getByRole('link')).toHaveText([`${word} b`])
    await search(page).fill('owner = 3')
    await expect(search(page)).toHaveAttribute('aria-invalid', 'true')
    await expect(page.getByText('▲')).toBeVisible()
    await expect(table(page).getByRole('link')).toHaveText([`${word} b`])
  },
)

test('completes a search from the experiments’ tags, by keyboard', async ({ page, call, unique }) => {
  const word = unique('team').replace(' ', '')
  await call('createExperiment', { name: `${word} a`, tags: [{ key: 'cost centre', value: word }] })
  await call('createExperiment', { name: `${word} b` })
  await page.goto(`experiments?q=${word}`)
  await expect(table(page).getByRole('link')).toHaveCount(2)
  await page.keyboard.press('/')
  await search(page).pressSequentially('tags.cost')
  await expect(page.getByRole('option')).toHaveText(['tags.`cost centre`'])
  await search(page).press('ArrowDown')
  await search(page).press('Enter')
  await search(page).pressSequentially('= ')
  await expect(page.getByRole('option', { name: `'${word}'` })).toBeVisible()
  await search(page).pressSequentially(`'${word}'`)
  await search(page).press('Enter')
  await expect(table(page).getByRole('link')).toHaveText([`${word} a`])
})

test('shows the last run of each experiment', { tag: mlflow2 }, async ({ page, call, unique }) => {
  const word = unique('worked').replace(' ', '')
  const { experiment_id } = await call('createExperiment', { name: `${word} used` })
  await call('createExperiment', { name: `${word} unused` })
  for (const days of [3, 40])
    await call('createRun', { experiment_id, start_time: Date.now() - days * 86_400_000, run_name: `${days}` })
  await page.goto(`experiments?q=${word}&sort=name`)
  const lastRun = table(page).locator('tbody tr[data-index] td:nth-child(3)')
  await expect(lastRun).toHaveText(['–', '3 days ago'])
})

test('opens several experiments together, by keyboard alone', async ({ page, call, unique }) => {
  const word = unique('together').replace(' ', '')
  for (const name of [`${word} a`, `${word} b`]) await call('createExperiment', { name })
  await page.goto(`experiments?q=${word}&sort=name`)
  await page.getByLabel(`Select ${word} a`).focus()
  await page.keyboard.press('Space')
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: `${word} b` })).toBeFocused()
  await page.getByLabel(`Select ${word} b`).press('Space')
  await page.getByRole('link', { name: 'View runs together' }).press('Enter')
  await expect(page).toHaveURL(/\/experiments\/\d+,\d+\/runs$/)
  await expect(page.getByRole('heading', { level: 1 })).toContainText(`${word} a`)
})
