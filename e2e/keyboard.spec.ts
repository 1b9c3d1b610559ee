import type { Locator, Page } from '@playwright/test'
import { expect, mlflow2, test } from './fixtures.ts'
import { seedVersions } from './seed-versions.ts'

// By keyboard alone everything can be reached, and closing a dialog returns the focus. No test here uses a mouse.

/** Presses Tab until `target` has the focus; fails if Tab can't reach it. */
async function tabTo(page: Page, target: Locator) {
  await expect(target).toBeVisible()
  for (let i = 0; i < 80; i++) {
    if (await target.evaluate((element) => element === document.activeElement)) return
    await page.keyboard.press('Tab')
  }
  await expect(target, 'reached by Tab').toBeFocused()
}

/** Tabs to the button with this name and presses it. */
async function press(page: Page, name: string | RegExp) {
  const button = page.getByRole('button', { name, exact: true })
  await tabTo(page, button)
  await page.keyboard.press('Enter')
  return button
}

test(
  'moves a version from the list to Production and archives the previous one',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = unique('keys')
    await seedVersions(call, name, 2)
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await page.goto('models')
    await expect(page.getByRole('table')).toBeVisible()
    await page.keyboard.press('/')
    await page.keyboard.type(name.slice(-8))
    await page.keyboard.press('Enter')
    await expect(page.getByRole('row')).toHaveCount(2)
    await page.keyboard.press('Tab')
    await page.keyboard.press('j')
    await expect(page.getByRole('link', { name, exact: true })).toBeFocused()
    await page.keyboard.press('Enter')

    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    const all = page.getByRole('tab', { name: 'All 2' })
    await tabTo(page, all)
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('tab', { name: 'Active 1' })).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expect(all).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('j')
    await page.keyboard.press('j')
    await page.keyboard.press('k')
    await expect(page.getByRole('table').getByRole('link', { name: 'Version 2', exact: true })).toBeFocused()
    await page.keyboard.press('Enter')

    const stage = page.getByRole('button', { name: /^Stage: / })
    await tabTo(page, stage)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Transition to Staging', exact: true })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(stage).toBeFocused()
    await page.keyboard.press('Enter')
    await page.keyboard.press('ArrowDown')
    await expect(page.getByRole('menuitem', { name: 'Transition to Production', exact: true })).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('Reason')).toBeFocused()
    await tabTo(page, page.getByRole('checkbox', { name: 'Archive version 1' }))
    await page.keyboard.press('Space')
    await tabTo(page, page.getByLabel('Reason'))
    await page.keyboard.type('Better.')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(stage).toHaveText('Production')
    await expect(stage).toBeFocused()
    await expect
      .poll(async () => (await call('getVersion', { name, version: '1' })).model_version.current_stage)
      .toBe('Archived')
  },
)

test('creates, names, describes and tags a model and sets its owner', async ({ page, call, unique }) => {
  const name = unique('made')
  await page.goto('models')
  const create = await press(page, 'Create model')
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(create).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await expect(page.getByText('No versions yet')).toBeVisible()

  const edit = await press(page, 'Edit description')
  await expect(page.getByLabel('Markdown')).toBeFocused()
  await page.keyboard.type('Predicts *fares*.')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toContainText('Leave without saving?')
  await page.keyboard.press('Escape')
  await expect(page.getByLabel('Markdown')).toBeFocused()
  await page.keyboard.press('Control+Enter')
  await expect(edit).toBeFocused()

  const add = await press(page, 'Add tag')
  await expect(page.getByLabel('Key', { exact: true })).toBeFocused()
  await page.keyboard.type('team')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('form', { name: 'Add tag' })).toBeHidden()
  await expect(add).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('team')
  await page.keyboard.press('Tab')
  await page.keyboard.type('rides')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Change tag team rides' })).toBeVisible()
  await expect(add).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+A')
  await page.keyboard.type('fares')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Change tag team fares' })).toBeFocused()

  const owner = await press(page, 'Change owner')
  await page.keyboard.type('Ada')
  await page.keyboard.press('Enter')
  await expect(owner).toBeFocused()

  const rename = await press(page, 'Rename')
  await page.keyboard.press('End')
  await page.keyboard.type(' two')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: `${name} two` })).toBeVisible()
  await expect(rename).toBeFocused()
  expect((await call('getModel', { name: `${name} two` })).registered_model).toMatchObject({
    description: 'Predicts *fares*.',
    tags: expect.arrayContaining([
      { key: 'team', value: 'fares' },
      { key: 'modelshelf.owner', value: 'Ada' },
    ]),
  })
})

test('sets, moves and removes an alias', async ({ page, call, unique }) => {
  const name = unique('alias')
  await seedVersions(call, name, 2)
  await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
  const add = await press(page, 'Add alias')
  await expect(page.getByLabel('Alias', { exact: true })).toBeFocused()
  await page.keyboard.type('champion')
  await page.keyboard.press('Enter')
  await expect(add).toBeFocused()
  await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
  await press(page, 'Add alias')
  await expect(page.getByLabel('Alias', { exact: true })).toBeFocused()
  await page.keyboard.type('champion')
  await expect(page.getByText('Moves here from version 1.')).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Remove alias champion' })).toBeVisible()
  await expect(add).toBeFocused()
  await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Remove alias champion' })).toBeHidden()
  await expect(add).toBeFocused()
  await press(page, 'Undo')
  await expect(page.getByRole('button', { name: 'Remove alias champion' })).toBeVisible()
})

test('a failure keeps the focus and everything typed', async ({ page, unique }) => {
  const name = unique('kept')
  const fail = (path: string) => page.route(`**/${path}`, (route) => route.abort(), { times: 1 })
  await page.goto('models')
  await press(page, 'Create model')
  await expect(page.getByLabel('Name', { exact: true })).toBeFocused()
  await page.keyboard.type(name)
  await fail('registered-models/create')
  const dialog = page.getByRole('dialog')
  const confirm = dialog.getByRole('button', { name: 'Create' })
  await tabTo(page, confirm)
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('alert')).toContainText('cannot be reached')
  await expect(confirm).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('No versions yet')).toBeVisible()

  await press(page, 'Add tag')
  await expect(page.getByLabel('Key', { exact: true })).toBeFocused()
  await page.keyboard.type('team')
  await page.keyboard.press('Tab')
  await page.keyboard.type('rides')
  await fail('registered-models/set-tag')
  await page.keyboard.press('Enter')
  const value = page.getByLabel('Value')
  await expect(value).toHaveAccessibleDescription('The server cannot be reached.')
  await expect(value).toBeFocused()
  await expect(value).toHaveValue('rides')
  const save = page.getByRole('button', { name: 'Save' })
  await tabTo(page, save)
  await fail('registered-models/set-tag')
  const failed = page.waitForEvent('requestfailed')
  await page.keyboard.press('Enter')
  await failed // the message below is already there, from the previous attempt
  await expect(save).not.toHaveAttribute('aria-disabled')
  await expect(value).toHaveAccessibleDescription('The server cannot be reached.')
  await expect(save).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Add tag' })).toBeFocused()
})

test('selects and moves many versions', async ({ page, call, unique }) => {
  const name = unique('many')
  await seedVersions(call, name, 2)
  await page.goto(`models/${encodeURIComponent(name)}`)
  await tabTo(page, page.getByRole('checkbox', { name: 'Select all loaded rows' }))
  await page.keyboard.press('Space')
  const move = page.getByRole('button', { name: 'Move to stage' })
  await expect(move).toBeVisible()
  await page.keyboard.press('Shift+Tab')
  while (!(await move.evaluate((element) => element === document.activeElement))) await page.keyboard.press('Shift+Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('To stage')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(move).toBeFocused()
  await page.keyboard.press('Enter')
  await page.keyboard.type('S')
  await expect(page.getByLabel('To stage')).toHaveValue('Staging')
  await page.keyboard.press('Enter')
  await press(page, 'Move to Staging')
  await expect(page.getByText('Moved versions 1 and 2 to Staging.')).toBeVisible()
})
