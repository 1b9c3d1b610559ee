import type { Page } from '@playwright/test'
import { NAME_HEADER } from '../../contract/review-paths.ts'
import { expect, mlflow2, test } from '../fixtures.ts'

// Somebody asks for a version to be moved; somebody else decides; everybody can see it later.

async function nameOneself(page: Page, name: string) {
  await page.goto('settings')
  await page.getByLabel('Your name').fill(name)
  await page.getByLabel('Your name').press('Enter')
}

test(
  'a request is sent, talked about, found in the inbox by somebody else, approved, and told in the history',
  { tag: mlflow2 },
  async ({ page, call, unique, baseURL }) => {
    const name = unique('reviews')
    await call('createModel', { name })
    for (const source of ['s3://bucket/1', 's3://bucket/2']) await call('createVersion', { name, source })
    await call('transitionStage', { name, version: '1', stage: 'Production' })
    await call('setAlias', { name, version: '1', alias: 'champion' })

    await nameOneself(page, 'Inês')
    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    await page.getByRole('button', { name: 'Stage' }).click()
    await page.getByRole('menuitem', { name: 'Request transition to Production' }).click()
    const asking = page.getByRole('dialog', { name: 'Request transition of version 2 to Production' })
    await asking.getByLabel('Why this version is ready').fill('Three per cent better in the rain.')
    await asking.getByRole('button', { name: 'Send request' }).click()
    const request = page.getByRole('region', { name: 'Request: Production' })
    await expect(request).toContainText('Inês asked to move it to Production')
    await expect(request).toContainText('Three per cent better in the rain.')

    const asked = JSON.stringify({ name, version: '2', comment: 'Also in the wind?' })
    const headers = { 'Content-Type': 'application/json', [NAME_HEADER]: 'Mira' }
    await fetch(`${baseURL}ajax-api/2.0/mlflow/comments/create`, { method: 'POST', headers, body: asked })
    await page.getByRole('tab', { name: 'Activity' }).click()
    const history = page.getByRole('list', { name: 'Activity' })
    await expect(history).toContainText('Also in the wind?')
    await page.getByLabel('Comment').fill('Two per cent.')
    await page.getByRole('button', { name: 'Comment', exact: true }).click()
    await expect(history.getByRole('listitem').first()).toContainText('Two per cent.')

    await nameOneself(page, 'Mira')
    await page.getByRole('link', { name: /^Reviews/ }).click()
    const row = page.getByRole('row').filter({ hasText: name })
    await expect(row).toContainText('Three per cent better')
    await row.getByRole('link', { name: 'version 2' }).click()

    const deciding = page.getByRole('dialog', { name: 'Approve: version 2 to Production' })
    await request.getByRole('button', { name: 'Approve…' }).click()
    await deciding.getByLabel('Comment').fill('Looks right.')
    await deciding.getByRole('link', { name: 'See what changes' }).click()
    await expect(page.getByText('Compared with version 1, which is in Production.')).toBeVisible()
    await request.getByRole('button', { name: 'Approve…' }).click()
    await expect(deciding.getByLabel('Comment')).toHaveValue('Looks right.')
    await deciding.getByRole('checkbox', { name: 'Archive version 1' }).check()
    await expect(deciding.getByRole('checkbox', { name: 'Move @champion here from version 1' })).toBeChecked()
    await deciding.getByRole('button', { name: 'Approve and move' }).click()
    await expect(request).toBeHidden()
    await expect(page.getByRole('button', { name: 'Stage' })).toHaveText('Production')
    expect((await call('getVersion', { name, version: '1' })).model_version.current_stage).toBe('Archived')

    await page.getByRole('tab', { name: 'Activity' }).click()
    await expect(history).toContainText('After opening Changes')
    await expect(history.getByRole('listitem')).toContainText([
      'moved it to Production',
      'Mira approved the request to move it to Production',
      'Two per cent.',
      'Also in the wind?',
      'Inês asked to move it to Production',
      'registered it',
    ])

    await page.goto(`models/${encodeURIComponent(name)}/activity`)
    const production = page.getByRole('list', { name: 'In Production' })
    await expect(production.getByRole('listitem')).toContainText([
      /^Version 2 · since .* by Mira · now/,
      /^Version 1 .* until/,
    ])

    const day = page.getByLabel('On this day')
    await day.fill('2020-02-29')
    await expect(page).toHaveURL(/on=2020-02-29/)
    await expect(page.getByText('No version was in Production on', { exact: false })).toContainText('2020')
    await day.fill((await day.getAttribute('max')) ?? '') // today
    await expect(production.getByRole('listitem').first()).toContainText(
      /^Version 2 · since .*\d\d:\d\d.* by Mira · still in Production/,
    )
    await page.getByRole('button', { name: 'Show the whole history' }).click()
    await expect(page).not.toHaveURL(/on=/)

    await page.getByRole('button', { name: 'Roll back to version 1' }).click()
    const back = page.getByRole('dialog', { name: 'Roll back to version 1' })
    await expect(back.getByRole('checkbox', { name: 'Archive version 2' })).toBeChecked()
    await expect(back.getByRole('checkbox', { name: 'Move @champion here from version 2' })).toBeChecked()
    await back.getByLabel('Reason').fill('Wrong at night.')
    await back.getByRole('button', { name: 'Roll back' }).click()
    await expect(production.getByRole('listitem').first()).toContainText(/^Version 1 · since .* by Mira · now/)
    const { registered_model } = await call('getModel', { name })
    expect(registered_model.aliases).toEqual([{ alias: 'champion', version: '1' }])
  },
)

test('filters the inbox in the URL, and decides in it by keyboard', async ({ page, call, unique, baseURL }) => {
  const name = unique('inbox')
  await call('createModel', { name })
  for (const version of ['1', '2', '3']) await call('createVersion', { name, source: `s3://bucket/${version}` })
  const headers = { 'Content-Type': 'application/json', [NAME_HEADER]: 'Mira' }
  for (const [version, stage] of [
    ['1', 'Staging'],
    ['2', 'Staging'],
    ['3', 'Production'],
  ])
    await fetch(`${baseURL}ajax-api/2.0/mlflow/transition-requests/create`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ name, version, stage }),
    })
  await page.goto('reviews')
  await page.getByLabel('Model', { exact: true }).selectOption(name)
  await page.getByLabel('To stage').selectOption('Staging')
  await page.getByRole('button', { name: /^Waiting for me/ }).click()
  await expect(page).toHaveURL(/model=inbox.*stage=Staging.*waiting=me/)
  await page.reload()
  const table = page.getByRole('table', { name: 'Open requests' })
  await expect(table.getByRole('link', { name: /version \d/ })).toHaveText([/version 1/, /version 2/])

  await page.keyboard.press('j')
  await expect(table.getByRole('link', { name: /version 1/ })).toBeFocused()
  await page.keyboard.press('a')
  const approving = page.getByRole('dialog', { name: 'Approve: version 1 to Staging' })
  await expect(approving.getByLabel('Comment')).toBeFocused()
  await page.keyboard.type('a jar')
  await expect(approving.getByLabel('Comment')).toHaveValue('a jar')
  await expect(approving.getByRole('button', { name: 'Approve and move' })).toBeEnabled()
  await page.keyboard.press('Control+Enter')
  await expect(approving).toBeHidden()
  await expect(table.getByRole('link', { name: /version 2/ })).toBeFocused()
  await page.keyboard.press('r')
  await expect(page.getByRole('dialog', { name: 'Reject: version 2 to Staging' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(table.getByRole('link', { name: /version 2/ })).toBeFocused()
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('approve or reject the request')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /^Reject: .* version 2 to Staging/ }).click()
  await expect(page.getByRole('dialog', { name: 'Reject: version 2 to Staging' }).getByLabel('Reason')).toBeFocused()
  await page.keyboard.type('Not yet.')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('No requests match these filters')).toBeVisible()
  expect((await call('getVersion', { name, version: '1' })).model_version.current_stage).toBe('Staging')

  // An alias alone is asked for on the page of the version.
  await call('setAlias', { name, version: '1', alias: 'champion' })
  await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
  await page.getByRole('button', { name: 'Add alias' }).click()
  await page.getByLabel('Alias', { exact: true }).fill('champion')
  await expect(page.getByText('Moves here from version 1.')).toBeVisible()
  await page.getByRole('button', { name: 'Request…' }).click()
  const asking = page.getByRole('dialog', { name: 'Request @champion for version 2' })
  await expect(asking).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Add alias' })).toBeFocused()
  await page.keyboard.press('Enter')
  await page.getByLabel('Alias', { exact: true }).fill('champion')
  await page.getByRole('button', { name: 'Request…' }).click()
  await asking.getByLabel('Why this version is ready').fill('Quicker.')
  await asking.getByRole('button', { name: 'Send request' }).click()
  const request = page.getByRole('region', { name: 'Request: @champion' })
  await expect(request).toContainText('asked to give it @champion')
  await page.goto(`reviews?model=${encodeURIComponent(name)}&stage=%40champion`)
  await expect(table.getByRole('row').filter({ hasText: '@champion' })).toContainText('Quicker.')
  await table.getByRole('button', { name: /^Approve: .* version 2 to @champion/ }).click()
  const giving = page.getByRole('dialog', { name: 'Approve: version 2 to @champion' })
  await expect(giving).toContainText('Version 1 has @champion now.')
  await giving.getByRole('button', { name: 'Approve and move' }).click()
  await expect(page.getByText('Approved. @champion moved to version 2.')).toBeVisible()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('Move undone.')).toBeVisible()
  await expect(table.getByRole('row').filter({ hasText: '@champion' })).toBeVisible()
  expect((await call('getVersionByAlias', { name, alias: 'champion' })).model_version.version).toBe('1')
})

test.describe('decided by somebody else meanwhile', () => {
  test.use({ allowedStatuses: [404, 409] })

  test('says who decided, and keeps the comment', async ({ page, call, unique, baseURL }) => {
    const name = unique('reviews')
    await call('createModel', { name })
    await call('createVersion', { name, source: 's3://bucket/1' })
    await call('createTransitionRequest', { name, version: '1', stage: 'Staging' })
    await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
    await page.getByRole('button', { name: 'Approve…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Approve' })
    await dialog.getByLabel('Comment').fill('Fine by me.')
    const headers = { 'Content-Type': 'application/json', [NAME_HEADER]: 'Mira' }
    const body = JSON.stringify({ name, version: '1', stage: 'Staging' })
    await fetch(`${baseURL}ajax-api/2.0/mlflow/transition-requests/reject`, { method: 'POST', headers, body })
    await dialog.getByRole('button', { name: 'Approve and move' }).click()
    await expect(dialog.getByRole('alert')).toContainText('rejected by Mira')
    await expect(dialog.getByLabel('Comment')).toHaveValue('Fine by me.')
  })

  test('says that a request could not be withdrawn, although it is gone', async ({ page, call, unique, baseURL }) => {
    const name = unique('reviews')
    await call('createModel', { name })
    await call('createVersion', { name, source: 's3://bucket/1' })
    await call('createTransitionRequest', { name, version: '1', stage: 'Staging' })
    await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
    const request = page.getByRole('region', { name: 'Request: Staging' })
    await expect(request).toBeVisible()
    const headers = { 'Content-Type': 'application/json', [NAME_HEADER]: 'Mira' }
    const body = JSON.stringify({ name, version: '1', stage: 'Staging' })
    await fetch(`${baseURL}ajax-api/2.0/mlflow/transition-requests/reject`, { method: 'POST', headers, body })
    await request.getByRole('button', { name: 'Withdraw' }).click()
    await expect(page.getByRole('alert')).toContainText('has no open request')
    await expect(request).toBeHidden()
  })
})
