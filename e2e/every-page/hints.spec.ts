import { expect, test } from '../fixtures.ts'

// Hover and focus show exact times. WCAG 1.4.13 and 2.2.1: hints can be dismissed and hovered, and stay long enough to be read.

test('an icon has a hint on hover and focus, and Escape dismisses it', async ({ page, call, unique }) => {
  const name = unique('hinted')
  await call('createModel', { name })
  await page.goto(`models?q=${encodeURIComponent(name)}`)
  const hint = page.getByRole('tooltip')

  await page.getByRole('button', { name: `Delete ${name}` }).hover()
  await expect(hint).toHaveText('Delete')
  await page.keyboard.press('Escape')
  await expect(hint).toHaveCount(0)

  await page.getByLabel('Search models').focus()
  await page.getByRole('button', { name: `Copy name ${name}` }).focus()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: `Delete ${name}` })).toBeFocused()
  await expect(hint).toHaveText('Delete')
  await expect(page.getByRole('button', { name: `Delete ${name}` })).toHaveAccessibleDescription('Delete')
})

test('the exact time stays while hovered and disappears after', async ({ page, call, unique }) => {
  const name = unique('timed')
  const { registered_model } = await call('createModel', { name })
  await page.goto(`models?q=${encodeURIComponent(name)}`)
  await page.getByRole('table', { name: 'Registered models' }).locator('time').last().hover()
  const hint = page.getByRole('tooltip')
  await expect(hint).toContainText(`${registered_model.last_updated_timestamp} ms`)
  await hint.hover()
  await page.mouse.move(0, 0, { steps: 4 })
  await expect(hint).toHaveCount(0)
})

test('an Undo stays while hovered', async ({ page, call, unique }) => {
  const name = unique('undone')
  await call('createExperiment', { name })
  await page.clock.install()
  await page.goto(`experiments?q=${encodeURIComponent(name)}`)
  await page.getByRole('button', { name: `Delete ${name}` }).click()
  await page.getByRole('button', { name: 'Delete experiment' }).click()
  const undo = page.getByRole('button', { name: 'Undo' })
  await undo.hover()
  await page.clock.fastForward(60_000)
  await expect(undo).toBeVisible()
  await page.mouse.move(0, 0)
  await page.clock.fastForward(20_000)
  await expect(undo).toHaveCount(0)
})
