import type { Locator, Page } from '@playwright/test'
import type { Call } from '#contract/client.ts'
import { withoutFirstAnswers } from '../../testbed/first-answers.ts'
import { expect, test } from '../fixtures.ts'
import { seedVersions } from '../seeds/seed-versions.ts'
import { askToMove } from './move-to.ts'

// What a person confirms is what they saw: a dialog sends nothing that depends on what it could not read.

const model = /registered-models\/get\?/
const refusal = { error_code: 'INTERNAL_ERROR', message: 'The disk is full.' }

/** Version 1 is @champion and in Production, where version 2 is asked for. */
async function seedRequest(call: Call, name: string) {
  await seedVersions(call, name, 2)
  await call('transitionStage', { name, version: '1', stage: 'Production' })
  await call('setAlias', { name, version: '1', alias: 'champion' })
  await call('createTransitionRequest', { name, version: '2', stage: 'Production' })
}

async function openApproval(page: Page, name: string): Promise<Locator> {
  const row = page.getByRole('row').filter({ hasText: name })
  await row.getByRole('button', { name: /^Approve: / }).click()
  return page.getByRole('dialog', { name: 'Approve: version 2 to Production' })
}

/** Holds the calls that match until the returned function is called. */
async function hold(page: Page, calls: RegExp): Promise<() => void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(calls, async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

/** Answers the calls that match with an error, until the returned function is called. */
async function fail(page: Page, calls: RegExp): Promise<() => Promise<void>> {
  await page.route(calls, (route) => route.fulfill({ status: 500, json: refusal }))
  return () => page.unroute(calls)
}

test('an approval waits until the page knows which aliases can move along, and what the policy says of them', async ({
  page,
  call,
  unique,
}) => {
  const name = unique('held')
  await seedRequest(call, name)
  const releaseModel = await hold(page, model)
  const releaseCheck = await hold(page, /policy\/check\?.*aliases=champion/)
  await page.goto('reviews')
  const dialog = await openApproval(page, name)
  const approve = dialog.getByRole('button', { name: 'Approve and move' })
  const champion = dialog.getByRole('checkbox', { name: 'Move @champion here from version 1' })
  await expect(dialog.getByRole('checkbox', { name: 'Archive version 1' })).toBeVisible()
  await expect(approve).toBeDisabled()
  await expect(approve).toHaveAccessibleDescription('Reading…')
  releaseModel()
  await expect(champion).toBeVisible()
  await expect(approve).toBeEnabled()
  await expect(approve).toHaveAccessibleDescription('')
  await champion.check()
  await expect(approve).toBeDisabled()
  await expect(dialog.getByRole('status')).toHaveText('Reading…')
  releaseCheck()
  await expect(approve).toBeEnabled()
})

test('a form closes while its write only reads what it is to change, and then writes nothing', async ({
  page,
  call,
  unique,
}) => {
  const name = unique('hangs')
  await seedVersions(call, name, 2)
  const written: string[] = []
  page.on('request', (request) => {
    const [, path = ''] = /mlflow\/(.*?)(\?|$)/.exec(request.url()) ?? []
    if (!['GET', 'HEAD'].includes(request.method()) && !path.endsWith('/search')) written.push(path)
  })
  const dialog = page.getByRole('dialog')
  /** Starts the write while its read hangs, leaves, and lets the read be answered. */
  const leave = async (read: RegExp, button: Locator, how: () => Promise<unknown>, form = dialog) => {
    const release = await hold(page, read)
    const asked = page.waitForRequest(read)
    await button.click()
    await asked
    await how()
    await expect(form).toBeHidden()
    const answered = page.waitForResponse(read)
    release()
    await (await answered).finished()
    await page.unroute(read)
  }
  const escape = () => page.keyboard.press('Escape')
  const cancel = () => dialog.getByRole('button', { name: 'Cancel' }).click()
  const versions = /model-versions\/search/
  const version = /model-versions\/get\?/

  await page.goto(`models/${encodeURIComponent(name)}`)
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await page.getByLabel('Type the model’s name to confirm').fill(name)
  await leave(versions, dialog.getByRole('button', { name: 'Delete model' }), escape)

  await page.getByRole('checkbox', { name: 'Select version 1' }).check()
  await page.getByRole('button', { name: 'Move to stage' }).click()
  await leave(versions, dialog.getByRole('button', { name: 'Move to Archived' }), cancel)

  await page.getByRole('button', { name: 'Add tag' }).click()
  const form = page.getByRole('form', { name: 'Add tag' })
  await form.getByLabel('Key').fill('team')
  await form.getByLabel('Value').fill('rides')
  await leave(model, form.getByRole('button', { name: 'Save' }), escape, form)

  await page.goto(`models/${encodeURIComponent(name)}/versions/1`)
  const move = await askToMove(page, 'Staging')
  await leave(version, move.getByRole('button', { name: 'Move to Staging' }), cancel)
  await expect(page.getByRole('button', { name: 'Stage: None' })).toBeVisible()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  await leave(version, dialog.getByRole('button', { name: 'Delete version' }), escape)

  // The same form writes once it has read. Anything that was given up would have been sent before.
  await askToMove(page, 'Staging')
  await move.getByRole('button', { name: 'Move to Staging' }).click()
  await expect(page.getByRole('button', { name: 'Stage: Staging' })).toBeVisible()
  expect(written).toEqual(['databricks/model-versions/transition-stage'])
})

test.describe('while reads fail', () => {
  test.use({ allowedStatuses: [500] })

  test('an approval is not sent on what could not be read, and says what it knows only from before', async ({
    page,
    call,
    unique,
  }) => {
    await page.clock.install()
    const name = unique('unread')
    await seedRequest(call, name)
    const recover = await fail(page, model)
    await page.goto('reviews')
    const dialog = await openApproval(page, name)
    const approve = dialog.getByRole('button', { name: 'Approve and move' })
    const said = dialog.getByRole('alert')
    await expect(said).toContainText('What this move needs and changes could not be loaded')
    await expect(said).toContainText('The disk is full.')
    await expect(approve).toBeDisabled()
    await recover()
    await said.getByRole('button', { name: 'Retry' }).click()
    await expect(dialog.getByRole('checkbox', { name: 'Move @champion here from version 1' })).toBeVisible()
    await expect(said).toBeHidden()
    await expect(approve).toBeEnabled()

    // What was read before may be used, but may be out of date.
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.clock.fastForward(60_000)
    const again = await fail(page, model)
    await openApproval(page, name)
    await expect(said).toContainText('What this move needs and changes may be out of date')
    await expect(approve).toBeEnabled()
    await again()
    await said.getByRole('button', { name: 'Retry' }).click()
    await expect(said).toBeHidden()
  })

  test('a move does not say that a stage is empty whose versions could not be read', async ({ page, call, unique }) => {
    const name = unique('unread')
    await seedRequest(call, name)
    const recover = await fail(page, /model-versions\/search/)
    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    await page.getByRole('button', { name: /^Stage: / }).click()
    await expect(page.getByRole('menuitem', { name: 'Transition to Production', exact: true })).not.toContainText(
      'empty',
    )
    await page.keyboard.press('Escape')
    const dialog = await askToMove(page, 'Production')
    await expect(dialog.getByRole('alert')).toContainText('The disk is full.')
    await expect(dialog).not.toContainText('No version is in Production now.')
    await expect(dialog.getByRole('button', { name: 'Move to Production' })).toBeDisabled()
    await recover()
    await dialog.getByRole('button', { name: 'Retry' }).click()
    await expect(dialog).toContainText('In Production now: version 1.')
    await expect(dialog.getByRole('button', { name: 'Move to Production' })).toBeEnabled()
  })

  test('several versions are not moved, and no alias is set, before what that changes is read', async ({
    page,
    call,
    unique,
  }) => {
    const name = unique('unread')
    await seedRequest(call, name)
    await withoutFirstAnswers(page)
    const recover = await fail(page, /modelshelf\/policy\?/)
    await page.goto(`models/${encodeURIComponent(name)}`)
    await page.getByRole('checkbox', { name: 'Select version 2' }).check()
    await page.getByRole('button', { name: 'Move to stage' }).click()
    const dialog = page.getByRole('dialog', { name: 'Move version 2' })
    await expect(dialog.getByRole('alert')).toContainText('What this move needs and changes could not be loaded')
    await expect(dialog.getByRole('button', { name: 'Move to Archived' })).toBeDisabled()
    await recover()
    await dialog.getByRole('button', { name: 'Retry' }).click()
    await expect(dialog.getByRole('button', { name: 'Move to Archived' })).toBeEnabled()

    const late = await fail(page, model)
    await page.goto(`models/${encodeURIComponent(name)}/versions/2`)
    await page.getByRole('button', { name: 'Add alias' }).click()
    const form = page.getByRole('form', { name: 'Add alias' })
    await form.getByLabel('Alias').fill('champion')
    await expect(form.getByRole('alert')).toContainText('The aliases and the policy of this model could not be loaded')
    await expect(form.getByRole('button', { name: 'Save' })).toBeDisabled()
    await late()
    await form.getByRole('button', { name: 'Retry' }).click()
    await expect(form).toContainText('Moves here from version 1.')
    await expect(form.getByRole('button', { name: 'Save' })).toBeEnabled()
  })
})
