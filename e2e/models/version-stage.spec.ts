import { expect, mlflow2, test } from '../fixtures.ts'
import { askToMove, confirmMove, moveTo } from '../reviews/move-to.ts'
import { seedVersions, stageOf } from '../seeds/seed-versions.ts'

// The Stage button moves a version, archives others only when told to, and says what went wrong.

test('warns before closing the page while a move is not yet saved', async ({ page, call, unique }) => {
  const name = unique('stages')
  await seedVersions(call, name, 1)
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/model-versions/transition-stage', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
  const stage = page.getByRole('button', { name: 'Stage' })
  await moveTo(page, 'Production')
  await expect(page.getByRole('button', { name: 'Stage', includeHidden: true })).toHaveText('Production')
  const asked = page.waitForEvent('dialog')
  await page.close({ runBeforeUnload: true })
  const dialog = await asked
  expect(dialog.type()).toBe('beforeunload')
  await dialog.dismiss()
  release()
  await expect.poll(() => stageOf(call, name, '1')).toBe('Production')
  await expect(stage).toHaveText('Production')
})

test(
  'moves a version for a reason, leaves the previous Production version, and takes the move back',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = unique('stages')
    await seedVersions(call, name, 2)
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    const stage = page.getByRole('button', { name: 'Stage' })
    await expect(stage).toHaveText('None')
    const dialog = await askToMove(page, 'Production')
    await expect(dialog).toContainText('In Production now: version 1.')
    await confirmMove(dialog)
    await expect(stage).toHaveText('Production')
    await expect(stage).toBeFocused()
    expect([await stageOf(call, name, '1'), await stageOf(call, name, '2')]).toEqual(['Production', 'Production'])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText('Move undone.')).toBeVisible()
    await expect(stage).toHaveText('None')
    expect([await stageOf(call, name, '1'), await stageOf(call, name, '2')]).toEqual(['Production', 'None'])
  },
)

test(
  'archives the previous version and moves its alias along if ticked, and takes all of it back',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = unique('stages')
    await seedVersions(call, name, 2)
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await call('setAlias', { name, version: '1', alias: 'champion' })
    const champion = async () => (await call('getVersionByAlias', { name, alias: 'champion' })).model_version.version
    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    const dialog = await askToMove(page, 'Production')
    const alias = dialog.getByRole('checkbox', { name: 'Move @champion here from version 1' })
    await expect(alias).not.toBeChecked()
    await dialog.getByRole('checkbox', { name: 'Archive version 1' }).check()
    await expect(alias).toBeChecked()
    await confirmMove(dialog)
    await expect(page.getByRole('status').filter({ hasText: 'Archived version 1.' })).toBeVisible()
    expect([await stageOf(call, name, '1'), await champion()]).toEqual(['Archived', '2'])
    await page.getByRole('button', { name: 'Undo' }).click()
    await expect(page.getByText('Move undone.')).toBeVisible()
    expect([await stageOf(call, name, '1'), await stageOf(call, name, '2'), await champion()]).toEqual([
      'Production',
      'None',
      '1',
    ])
    await expect((await askToMove(page, 'Production')).getByLabel('Archive version 1')).not.toBeChecked()
  },
)

test.describe('refused', () => {
  test.use({ allowedStatuses: [400] })

  test('a refused move restores the old stage and says why', async ({ page, call, unique }) => {
    const name = unique('stages')
    await seedVersions(call, name, 1)
    // A faked answer, because no input in the app makes the server refuse.
    const refusal = { error_code: 'INVALID_PARAMETER_VALUE', message: 'not allowed' }
    await page.route('**/transition-stage', (route) => route.fulfill({ status: 400, json: refusal }))
    await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
    const stage = page.getByRole('button', { name: 'Stage' })
    const dialog = await askToMove(page, 'Staging')
    await dialog.getByLabel('Reason').fill('Better in the rain.')
    await confirmMove(dialog)
    await expect(dialog.getByRole('alert')).toHaveText('not allowed')
    await expect(dialog.getByLabel('Reason')).toHaveValue('Better in the rain.')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expect(stage).toHaveText('None')
  })
})

test.describe('missing', () => {
  test.use({ allowedStatuses: [404] })

  test('a missing version says so, with a link back', async ({ page, call, unique }) => {
    const name = unique('stages')
    await seedVersions(call, name, 1)
    await page.goto(`models/${encodeURIComponent(name)}/versions/9`)
    await expect(page.getByText('has no version 9')).toBeVisible()
    await page.getByRole('link', { name: 'See the model' }).click()
    await expect(page.getByRole('link', { name: 'Version 1' }).first()).toBeVisible()
  })
})

test('adds a note about a move to the description on request', async ({ page, call, unique }) => {
  const name = unique('stages')
  await seedVersions(call, name, 1)
  await call('updateVersion', { name, version: '1', description: 'Tuned.' })
  await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
  const dialog = await askToMove(page, 'Staging')
  await dialog.getByRole('checkbox', { name: 'Add a note to the description' }).check()
  await confirmMove(dialog)
  await expect(page.getByText(/^The model version 1 was transitioned to Staging on/)).toBeVisible()
  await expect(page.getByText('Tuned.')).toBeVisible()
  await expect(page.getByText('Staging (intended for testing)')).toBeVisible()
})
