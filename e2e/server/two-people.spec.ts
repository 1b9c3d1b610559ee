import type { Page } from '@playwright/test'
import type { Call } from '#contract/client.ts'
import { expect, mlflow3, test } from '../fixtures.ts'
import { askToMove, confirmMove } from '../reviews/move-to.ts'
import { stageOf } from '../seeds/seed-versions.ts'

// Two people never overwrite each other without being asked. The second one uses the REST API.

async function seed(call: Call, name: string) {
  await call('createModel', { name, description: 'First.', tags: [{ key: 'team', value: 'rides' }] })
  for (const source of ['s3://bucket/1', 's3://bucket/2', 's3://bucket/3'])
    await call('createVersion', { name, source })
  await call('setAlias', { name, alias: 'champion', version: '1' })
  return `models/${encodeURIComponent(name)}`
}
const modelOf = async (call: Call, name: string) => (await call('getModel', { name })).registered_model
const stageButton = (page: Page) => page.getByRole('button', { name: 'Stage' })

test('shows a description that somebody else saved meanwhile before replacing it', async ({ page, call, unique }) => {
  const name = unique('text')
  await page.goto(await seed(call, name))
  await page.getByRole('button', { name: 'Edit description' }).click()
  await page.getByLabel('Markdown').fill('Mine.')
  await call('updateModel', { name, description: 'Theirs.' })
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('alert')).toContainText('Someone else changed this')
  await expect(page.getByLabel('Their text')).toHaveText('Theirs.')
  await expect(page.getByLabel('Markdown')).toHaveValue('Mine.')
  expect((await modelOf(call, name)).description).toBe('Theirs.')
  await page.getByRole('button', { name: 'Use theirs' }).click()
  await expect(page.getByLabel('Markdown')).toHaveValue('Theirs.')
  await expect(page.getByLabel('Markdown')).toBeFocused()
  await page.getByLabel('Markdown').fill('Both.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: 'Edit description' })).toBeFocused()
  expect((await modelOf(call, name)).description).toBe('Both.')
})

test('can save over it', async ({ page, call, unique }) => {
  const name = unique('text')
  await call('createModel', { name })
  await call('createVersion', { name, source: 's3://bucket/1' })
  await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
  await page.getByRole('button', { name: 'Edit description' }).click()
  await page.getByLabel('Markdown').fill('Mine.')
  await call('updateVersion', { name, version: '1', description: 'Theirs.' })
  await page.getByLabel('Markdown').press('Control+Enter')
  await page.getByRole('button', { name: 'Save over theirs' }).click()
  await expect(page.getByRole('button', { name: 'Edit description' })).toBeFocused()
  expect((await call('getVersion', { name, version: '1' })).model_version.description).toBe('Mine.')
})

test('neither replaces nor removes a tag that somebody else changed without showing it', async ({
  page,
  call,
  unique,
}) => {
  const name = unique('tag')
  await page.goto(await seed(call, name))
  await page.getByRole('button', { name: 'Change tag team rides' }).click()
  await page.getByLabel('Value').fill('mine')
  await call('setModelTag', { name, key: 'team', value: 'theirs' })
  await page.getByLabel('Value').press('Enter')
  await expect(page.getByText('Someone else set it to “theirs”.')).toBeVisible()
  await expect(page.getByLabel('Value')).toHaveValue('mine')
  await page.getByLabel('Value').press('Enter')
  await expect(page.getByRole('button', { name: 'Change tag team mine' })).toBeVisible()

  await call('setModelTag', { name, key: 'team', value: 'theirs' })
  await page.getByRole('button', { name: 'Remove tag team' }).click()
  await expect(page.getByRole('alert')).toContainText('set it to “theirs”')
  await expect(page.getByRole('button', { name: 'Change tag team theirs' })).toBeVisible()
  await page.getByRole('button', { name: 'Remove tag team' }).click()
  await expect(page.getByRole('button', { name: 'Undo' })).toBeVisible() // removed here, before the other person sets it again
  await call('setModelTag', { name, key: 'team', value: 'newer' })
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'set it to “newer”' })).toBeVisible()
  expect((await modelOf(call, name)).tags).toContainEqual({ key: 'team', value: 'newer' })
})

test(
  'moves an alias from its current version, and removes it only from the version shown',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const name = unique('alias')
    const model = await seed(call, name)
    const holder = async () => (await modelOf(call, name)).aliases?.[0]?.version
    await page.goto(`${model}/versions/2`)
    await page.getByRole('button', { name: 'Add alias' }).click()
    await page.getByRole('combobox', { name: 'Alias' }).fill('champion')
    await expect(page.getByText('Moves here from version 1.')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Save' })).toBeEnabled() // once the policy is read
    await call('setAlias', { name, alias: 'champion', version: '3' })
    await page.getByRole('combobox', { name: 'Alias' }).press('Enter')
    await expect(page.getByText('Someone else moved @champion to version 3.')).toBeVisible()
    expect(await holder()).toBe('3')
    await page.getByRole('combobox', { name: 'Alias' }).press('Enter')
    await expect(page.getByText('@champion moved from version 3 to version 2.')).toBeVisible()

    await call('setAlias', { name, alias: 'champion', version: '1' })
    await page.getByRole('button', { name: 'Remove alias champion' }).click()
    await expect(page.getByRole('alert')).toContainText('Someone else moved @champion to version 1.')
    expect(await holder()).toBe('1')
  },
)

test(
  'does not move a version that somebody else has moved meanwhile',
  { tag: mlflow3 },
  async ({ page, call, unique }) => {
    const name = unique('stage')
    const model = await seed(call, name)
    await page.goto(`${model}/versions/1`)
    await expect(stageButton(page)).toHaveText('None')
    const dialog = await askToMove(page, 'Production')
    await dialog.getByLabel('Reason').fill('Better in the rain.')
    await call('transitionStage', { name, version: '1', stage: 'Archived' })
    await confirmMove(dialog)
    await expect(dialog.getByRole('alert')).toContainText('changed the stage of version 1 to Archived')
    await expect(dialog.getByLabel('Reason')).toHaveValue('Better in the rain.')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(stageButton(page)).toHaveText('Archived')

    await page.goto(`${model}?versions=all`)
    await page.getByRole('checkbox', { name: 'Select version 2' }).check()
    await page.getByRole('checkbox', { name: 'Select version 3' }).check()
    await page.getByRole('button', { name: 'Move to stage' }).click()
    await call('transitionStage', { name, version: '3', stage: 'Production' })
    await page.getByRole('button', { name: 'Move to Archived' }).click()
    const refusal = page.getByRole('dialog').getByRole('alert')
    await expect(refusal).toContainText('1 of 2 versions could not be moved')
    await expect(refusal).toContainText('changed the stage of version 3 to Production')
    expect([await stageOf(call, name, '2'), await stageOf(call, name, '3')]).toEqual(['Archived', 'Production'])
  },
)

test('does not delete a model whose version somebody else has put into use meanwhile', async ({
  page,
  call,
  unique,
}) => {
  const name = unique('deleted')
  await page.goto(await seed(call, name))
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByLabel('Type the model’s name to confirm').fill(name)
  await call('transitionStage', { name, version: '2', stage: 'Production' })
  await page.getByRole('button', { name: 'Delete model' }).click()
  await expect(page.getByRole('dialog')).toContainText('version 2 is in Staging or Production')
  expect((await modelOf(call, name)).name).toBe(name)
})

test('adds the note of a move to the current description', async ({ page, call, unique }) => {
  const name = unique('note')
  await page.goto(`${await seed(call, name)}/versions/1`)
  const dialog = await askToMove(page, 'Staging')
  await dialog.getByRole('checkbox', { name: 'Add a note to the description' }).check()
  await call('updateVersion', { name, version: '1', description: 'Theirs.' })
  await confirmMove(dialog)
  await expect(page.getByText(/^The model version 1 was transitioned to Staging on/)).toBeVisible()
  expect((await call('getVersion', { name, version: '1' })).model_version.description).toMatch(/^Theirs\.\n\nThe model/)
})
