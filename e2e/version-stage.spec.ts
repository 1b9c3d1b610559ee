import { expect, mlflow2, test } from './fixtures.ts'
import { seedVersions, stageOf } from './seed-versions.ts'

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
  await stage.click()
  await page.getByRole('menuitem', { name: 'Transition to Production', exact: true }).click()
  await expect(stage).toHaveText('Production')
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
  'moves a version with one click and leaves the previous Production version',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = unique('stages')
    await seedVersions(call, name, 2)
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    const stage = page.getByRole('button', { name: 'Stage' })
    await expect(stage).toHaveText('None')
    await stage.click()
    await page.getByRole('menuitem', { name: 'Transition to Production', exact: true }).click()
    await expect(stage).toHaveText('Production')
    await expect(stage).toBeFocused()
    await expect.poll(() => stageOf(call, name, '2')).toBe('Production')
    expect(await stageOf(call, name, '1')).toBe('Production')
  },
)

test(
  'archives the previous version if ticked, and does not remember the tick',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = unique('stages')
    await seedVersions(call, name, 2)
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    const stage = page.getByRole('button', { name: 'Stage' })
    await stage.click()
    await page.getByRole('checkbox', { name: 'Archive existing versions in Production' }).check()
    await page.getByRole('menuitem', { name: 'Transition to Production', exact: true }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Archived version 1.' })).toBeVisible()
    expect(await stageOf(call, name, '1')).toBe('Archived')
    await stage.click()
    await expect(page.getByRole('checkbox', { name: 'Archive existing versions in Staging' })).not.toBeChecked()
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
    await stage.click()
    await page.getByRole('menuitem', { name: 'Transition to Staging', exact: true }).click()
    await expect(page.getByRole('alert')).toHaveText('not allowed')
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
  await page.getByRole('button', { name: 'Stage' }).click()
  await page.getByRole('checkbox', { name: 'Add a note to the description' }).check()
  await page.getByRole('menuitem', { name: 'Transition to Staging', exact: true }).click()
  await expect(page.getByText(/^The model version 1 was transitioned to Staging on/)).toBeVisible()
  await expect(page.getByText('Tuned.')).toBeVisible()
  await expect(page.getByText('Staging (intended for testing)')).toBeVisible()
})
