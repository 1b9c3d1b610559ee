import { readFile } from 'node:fs/promises'
import { seedRun } from '../../testbed/artifacts.ts'
import { expect, test } from '../fixtures.ts'
import { readZip } from './read-zip.ts'

// By keyboard alone: find an artifact, look at it, download it and register it.

test('keys reach tree, preview, copy, download, zip and register, and the focus returns', async ({
  page,
  call,
  server,
  unique,
}) => {
  const run = await seedRun(call, server.url, unique('e'), {
    'model/MLmodel': 'flavors:\n  sklearn: {sklearn_version: 1.9.1}\n',
    'model/facts.json': '{"rmse": 7}',
    'notes.txt': 'words',
  })
  await page.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }))
  await page.goto(`runs/${run.run_id}/artifacts`)
  const { keyboard } = page
  const row = (name: string) => page.getByRole('treeitem', { name, exact: true })
  const button = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true }).last()

  await test.step('the tree', async () => {
    await expect(row('model')).toBeVisible() // Tab can't reach it before it is rendered
    await page.getByLabel('Filter artifacts by name').focus()
    await keyboard.press('Tab')
    await expect(row('model')).toBeFocused()
    expect(await row('model').evaluate((element) => getComputedStyle(element).outlineStyle)).toBe('solid')
    await keyboard.press('ArrowDown')
    await expect(row('notes.txt')).toBeFocused()
    await keyboard.type('mo')
    await expect(row('model')).toBeFocused()
    await keyboard.press('Enter')
    await expect(page).toHaveURL(/\/artifacts\/model$/)
    await expect(row('model')).toBeFocused()
    await expect(row('model')).toHaveAttribute('aria-expanded', 'true')
    await expect(row('facts.json')).toBeVisible()
    await keyboard.press('ArrowRight')
    await expect(row('facts.json')).toBeFocused()
    await keyboard.press('End')
    await expect(row('notes.txt')).toBeFocused()
    await keyboard.press('Home')
    await expect(row('model')).toBeFocused()
    await keyboard.press('ArrowRight')
    await keyboard.press('Space')
    await expect(page).toHaveURL(/\/facts\.json$/)
    await expect(row('facts.json')).toBeFocused()
  })

  await test.step('copy', async () => {
    await expect(button('Tree')).toBeVisible() // the pane is rendered again with the preview
    await keyboard.press('Tab')
    await expect(button('Copy')).toBeFocused()
    await keyboard.press('Enter')
    await expect(page.getByRole('menuitem', { name: 'Copy path' })).toBeFocused()
    await keyboard.press('Escape')
    await expect(button('Copy')).toBeFocused()
  })

  await test.step('download', async () => {
    await keyboard.press('Tab')
    await expect(page.getByRole('link', { name: 'Download', exact: true })).toBeFocused()
    const coming = page.waitForEvent('download')
    await keyboard.press('Enter')
    expect((await coming).suggestedFilename()).toBe('facts.json')
  })

  await test.step('the preview', async () => {
    await keyboard.press('Tab') // past Register
    await keyboard.press('Tab')
    await expect(page.getByRole('button', { name: 'Tree', exact: true })).toBeFocused()
    await keyboard.press('ArrowRight')
    await keyboard.press('Enter')
    await expect(page.getByRole('group', { name: 'Content' })).toContainText('"rmse": 7')
    await keyboard.press('Tab')
    await expect(page.getByRole('group', { name: 'Content' })).toBeFocused()
  })

  await test.step('zip and register', async () => {
    await row('facts.json').focus()
    await keyboard.press('ArrowLeft')
    await keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Signature' })).toBeVisible()
    await keyboard.press('Tab')
    await keyboard.press('Tab')
    await expect(button('Download as zip')).toBeFocused()
    const coming = page.waitForEvent('download')
    await keyboard.press('Enter')
    const zip = readZip(await readFile(await (await coming).path()))
    expect([...zip.keys()].toSorted()).toEqual(['MLmodel', 'facts.json'])
    await expect(button('Download as zip')).toBeFocused()
    await keyboard.press('Tab')
    await expect(button('Register model')).toBeFocused()
    await keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByLabel('Model name')).toBeFocused()
    await keyboard.press('Escape') // the list of names
    await keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(button('Register model')).toBeFocused()
    await keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByLabel('Model name')).toBeFocused()
    const name = unique('by keys')
    await keyboard.type(name)
    await expect(page.getByRole('option', { name: `Create new model "${name}"` })).toBeVisible()
    await keyboard.press('ArrowDown')
    await keyboard.press('Enter')
    await keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toBeHidden()
    await expect(button('Register model')).toBeFocused()
    const link = page.getByRole('list', { name: 'Registered versions' }).getByRole('link')
    await expect(link).toHaveText(`${name} version 1`)
    await keyboard.press('Tab')
    await expect(link).toBeFocused()
    await keyboard.press('Enter')
    await expect(page).toHaveURL(/\/versions\/1$/)
  })
})
