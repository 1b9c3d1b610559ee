import { expect, test } from '../fixtures.ts'

// Where nobody signs in, the first write asks for a name: once, and without losing what was typed.

test.use({ asksName: true })

test('the first write asks for a name by keyboard, and records it', async ({ page, call, unique }) => {
  const name = unique('first')
  await page.goto('models')
  await page.getByRole('button', { name: 'Create model' }).click()
  const create = page.getByRole('dialog', { name: 'Create model' })
  await create.getByLabel('Name').fill(name)
  await create.getByLabel('Name').press('Enter')
  const asked = page.getByRole('dialog', { name: 'Who is making this change?' })
  await expect(asked.getByLabel('Your name')).toBeFocused()
  await page.keyboard.type('Ada Lovelace')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toContainText(name)
  expect((await call('getModel', { name })).registered_model.tags).toContainEqual({
    key: 'modelshelf.owner',
    value: 'Ada Lovelace',
  })
  await page.getByRole('button', { name: 'Add tag' }).click()
  await page.getByLabel('Key').fill('team')
  await page.getByLabel('Key').press('Enter')
  await expect(page.getByText('team', { exact: true })).toBeVisible()
  await expect(asked).toBeHidden()
})

test('skipping is remembered, also by the next page', async ({ page, call, unique }) => {
  const [first, second] = [unique('skipped'), unique('again')]
  for (const name of [first, second]) await call('createModel', { name })
  const asked = page.getByRole('dialog', { name: 'Who is making this change?' })
  await page.goto(`models/${encodeURIComponent(first)}`)
  for (const name of [first, second]) {
    await page.goto(`models/${encodeURIComponent(name)}`)
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await page.getByRole('dialog').getByRole('textbox').fill(name) // it asks for the name of what is deleted
    await page.getByRole('button', { name: 'Delete model' }).click()
    if (name === first) {
      await expect(asked).toBeVisible()
      await page.keyboard.press('Escape')
    }
    await expect(page.getByText(`Model “${name}” deleted.`)).toBeVisible()
  }
})
