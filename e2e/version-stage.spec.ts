import type { Call } from '#contract/client.ts'
import { expect, mlflow2, test } from './fixtures.ts'

// The Stage button moves a version, archives others only when told to, and says what went wrong.

/** A model of this test's own with so many versions; no run stands behind them. */
async function seed(call: Call, name: string, count: number) {
  await call('createModel', { name })
  for (let i = 0; i < count; i++) await call('createVersion', { name, source: `s3://bucket/${i}` })
  return name
}

const stageOf = async (call: Call, name: string, version: string) =>
  (await call('getVersion', { name, version })).model_version.current_stage

test('a move that is shown but still on its way holds the page that is closed', async ({ page, call, unique }) => {
  const name = await seed(call, unique('stages'), 1)
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/model-versions/transition-stage', async (route) => {
    await held
    await route.continue()
  })
  await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
  const stage = page.getByRole('button', { name: 'Stage' })
  await stage.click()
  await page.getByRole('menuitem', { name: 'Transition to Production' }).click()
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
  'one click moves a version, and what was in Production stays',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = await seed(call, unique('stages'), 2)
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    const stage = page.getByRole('button', { name: 'Stage' })
    await expect(stage).toHaveText('None')
    await stage.click()
    await page.getByRole('menuitem', { name: 'Transition to Production' }).click()
    await expect(stage).toHaveText('Production')
    await expect(stage).toBeFocused()
    await expect.poll(() => stageOf(call, name, '2')).toBe('Production')
    expect(await stageOf(call, name, '1')).toBe('Production')
  },
)

test(
  'ticked, what was there is archived; the tick is not remembered',
  { tag: mlflow2 },
  async ({ page, call, unique }) => {
    const name = await seed(call, unique('stages'), 2)
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    const stage = page.getByRole('button', { name: 'Stage' })
    await stage.click()
    await page.getByRole('checkbox', { name: 'Archive existing versions in Production' }).check()
    await page.getByRole('menuitem', { name: 'Transition to Production' }).click()
    await expect(page.getByRole('status').filter({ hasText: 'Archived version 1.' })).toBeVisible()
    expect(await stageOf(call, name, '1')).toBe('Archived')
    await stage.click()
    await expect(page.getByRole('checkbox', { name: 'Archive existing versions in Staging' })).not.toBeChecked()
  },
)

test.describe('refused', () => {
  test.use({ allowedStatuses: [400] })

  test('a refused move puts the old stage back and says why', async ({ page, call, unique }) => {
    const name = await seed(call, unique('stages'), 1)
    // The only faked answer here: no input in the UI makes the server refuse.
    const refusal = { error_code: 'INVALID_PARAMETER_VALUE', message: 'not allowed' }
    await page.route('**/transition-stage', (route) => route.fulfill({ status: 400, json: refusal }))
    await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
    const stage = page.getByRole('button', { name: 'Stage' })
    await stage.click()
    await page.getByRole('menuitem', { name: 'Transition to Staging' }).click()
    await expect(page.getByRole('alert')).toHaveText('not allowed')
    await expect(stage).toHaveText('None')
  })
})

test.describe('missing', () => {
  test.use({ allowedStatuses: [404] })

  test('a version that is not there says so, with a way back', async ({ page, call, unique }) => {
    const name = await seed(call, unique('stages'), 1)
    await page.goto(`models/${encodeURIComponent(name)}/versions/9`)
    await expect(page.getByText('has no version 9')).toBeVisible()
    await page.getByRole('link', { name: 'See the model' }).click()
    await expect(page.getByRole('link', { name: 'Version 1' }).first()).toBeVisible()
  })
})

test('a move is noted in the description where that is asked for', async ({ page, call, unique }) => {
  const name = await seed(call, unique('stages'), 1)
  await call('updateVersion', { name, version: '1', description: 'Tuned.' })
  await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
  await page.getByRole('button', { name: 'Stage' }).click()
  await page.getByRole('checkbox', { name: 'Add a note to the description' }).check()
  await page.getByRole('menuitem', { name: 'Transition to Staging' }).click()
  await expect(page.getByText(/^The model version 1 was transitioned to Staging on/)).toBeVisible()
  await expect(page.getByText('Tuned.')).toBeVisible()
  await expect(page.getByText('Staging: intended for testing')).toBeVisible()
})
