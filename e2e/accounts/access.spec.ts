import type { Page } from '@playwright/test'
import { downloaded, withoutPicker } from '../artifacts/artifact-files.ts'
import { axeFinds } from '../every-page/axe.ts'
import { readZip } from '../artifacts/read-zip.ts'
import { only } from '../fixtures.ts'
import { expect, test } from './team.ts'

const embedded = only('embedded', 'starts a server of its own')

// Each starts a server and makes its accounts before anything is opened.
test.describe.configure({ timeout: 180_000 })

/** Buttons that change something. */
const writing =
  /^(delete|rename|edit|add|change|create|register|upload|move|restore|approve|reject|tag|stage:|roll back|describe|load sample|invite|new)(?!\w)/i

/** A page as one may use it: what one may do has arrived. */
async function open(page: Page, url: string) {
  const rights = page.waitForResponse('**/modelshelf/rights')
  rights.catch(() => {}) // the document may tell them
  const document = await page.goto(url)
  if (!(await document?.text())?.includes('modelshelf/rights ')) await rights
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

test('a reader sees calm pages that offer nothing they may not do', embedded, async ({ page, team }) => {
  const { root } = team
  const name = 'churn'
  const { experiment_id } = await root('createExperiment', { name: 'churn trials' })
  const { run } = await root('createRun', { experiment_id, run_name: 'forest' })
  const { run_id } = run.info
  const { model } = await root('createLoggedModel', { experiment_id, name: 'forest', source_run_id: run_id })
  await root('createModel', { name, description: 'Who leaves.', tags: [{ key: 'team', value: 'rides' }] })
  for (const source of ['s3://b/1', 's3://b/2']) await root('createVersion', { name, source, run_id })
  await root('setAlias', { name, alias: 'champion', version: '1' })
  await root('transitionStage', { name, version: '1', stage: 'Production' })
  await root('createTransitionRequest', { name, version: '2', stage: 'Production' })
  await root('createComment', { name, version: '2', comment: 'Looks good.' })
  const pages: [path: string, shows: string][] = [
    ['models', name],
    [`models/${name}`, 'Who leaves.'],
    [`models/${name}/activity`, 'In Production'],
    [`models/${name}/versions/1`, 'About this version'],
    [`models/${name}/versions/2/activity`, 'Looks good.'],
    ['experiments', 'churn trials'],
    [`experiments/${experiment_id}/runs?about=yes`, 'forest'],
    [`runs/${run_id}`, 'forest'],
    [`logged-models/${model.info.model_id}`, 'forest'],
    ['settings', 'Only admins can load or remove it. Ask root.'],
  ]
  team.add('rita', 'reader')
  await team.signIn(page, 'rita')
  const main = page.getByRole('main')
  for (const [path, shows] of pages) {
    await open(page, `${team.url}${path}`)
    await expect(main.getByText(shows).first()).toBeVisible()
    await expect(main.getByRole('button', { name: writing })).toHaveCount(0)
  }
  await expect(page.getByRole('main')).toContainText('Signed in as rita')
  for (const [path, shows] of [
    ['people', 'Your role is Reader. Ask root.'],
    ['audit', 'Only admins read the audit log'],
    ['webhooks', 'and those for all models the role admin. Ask root.'],
  ]) {
    await open(page, `${team.url}settings/${path}`)
    await expect(main.getByText(shows!)).toBeVisible()
    await expect(main.getByRole('button', { name: writing })).toHaveCount(0)
  }

  // An admin sees such buttons, so the list above means something.
  await team.signIn(page, 'root')
  await open(page, `${team.url}models/${name}`)
  await expect(main.getByRole('button', { name: writing }).first()).toBeVisible()
})

test(
  'who may move versions to Staging only hears who gives the rest, and can ask for it',
  embedded,
  async ({ page, team }) => {
    const { root } = team
    const name = 'churn'
    team.add('bob', 'contributor')
    await root('createModel', { name })
    await root('createVersion', { name, source: 's3://b/1' })
    await root('setAccess', { model: name, holder: 'account', name: 'bob', level: 'CAN_MANAGE_STAGING_VERSIONS' })
    await team.signIn(page, 'bob')
    await open(page, `${team.url}models/${name}/versions/1`)
    await page.getByRole('button', { name: 'Stage: None' }).click()
    const menu = page.getByRole('dialog', { name: 'Move version 1' })
    await expect(menu).toContainText(
      'Moving to or from Production needs CAN_MANAGE_PRODUCTION_VERSIONS on this model. Ask root.',
    )
    await expect(menu.getByRole('menuitem', { name: /^Transition to/ })).toHaveText([/Staging/, /Archived/])
    await menu.getByRole('menuitem', { name: 'Request transition to Production' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Send request' }).click()
    const request = page.getByRole('region', { name: 'Request: Production' })
    await expect(request.getByRole('button')).toHaveText(['Withdraw'])

    // What is one's own can be changed; not what anybody can have done under one's name before there were accounts.
    const activity = page.getByRole('list', { name: 'Activity' })
    await page.getByRole('tab', { name: 'Activity' }).click()
    await page.getByLabel('Comment').fill('Please.')
    await page.getByRole('button', { name: 'Comment' }).click()
    await expect(activity.getByRole('button')).toHaveText(['Edit', 'Delete'])
    team.beforeAccounts()
    await page.reload()
    await expect(activity).toContainText('Please.')
    await expect(activity.getByRole('button')).toHaveCount(0)
    await expect(request).toBeVisible()
    await expect(request.getByRole('button')).toHaveCount(0)

    await page.getByRole('button', { name: 'Stage: None' }).click()
    await page.getByRole('menuitem', { name: 'Transition to Staging', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Move to Staging' }).click()
    await expect(page.getByRole('button', { name: 'Stage: Staging' })).toBeVisible()

    // Contributors may move versions of an open model that they may not edit: an alias that is asked for stays.
    await root('createModel', { name: 'open' })
    for (const source of ['s3://b/1', 's3://b/2']) await root('createVersion', { name: 'open', source })
    await root('setAlias', { name: 'open', alias: 'canary', version: '2' })
    await root('createTransitionRequest', { name: 'open', version: '1', stage: 'Staging', aliases: ['canary'] })
    await open(page, `${team.url}models/open/versions/1`)
    await page.getByRole('button', { name: 'Approve…' }).click()
    const approving = page.getByRole('dialog', { name: 'Approve: version 1 to Staging' })
    await expect(approving).toContainText(
      '@canary stays on version 2. You can’t move aliases: this needs CAN_EDIT on the model “open”. Ask root.',
    )
    await expect(approving.getByRole('checkbox')).toHaveCount(0)
    await approving.getByRole('button', { name: 'Approve and move' }).click()
    await expect(page.getByRole('button', { name: 'Stage: Staging' })).toBeVisible()
    expect((await root('getVersionByAlias', { name: 'open', alias: 'canary' })).model_version.version).toBe('2')

    // A manager of one model makes no webhook for another.
    await root('setAccess', { model: 'open', holder: 'account', name: 'bob', level: 'CAN_MANAGE' })
    const create = page.getByRole('button', { name: 'New webhook' })
    await page.goto(`${team.url}settings/webhooks?model=open`)
    await expect(create).toBeVisible()
    await page.goto(`${team.url}settings/webhooks?model=${name}`)
    await expect(page.getByText('This needs CAN_MANAGE on the model. Ask root.')).toBeVisible()
    await expect(create).toHaveCount(0)
  },
)

test.describe('a manager', () => {
  test.use({ allowedStatuses: [404, 500] }) // an account that does not exist, and a full disk

  test('gives and removes a level, which counts at once, in zips too', embedded, async ({ page, team }) => {
    const { root } = team
    const name = 'churn'
    team.add('bob', 'contributor')
    await root('createModel', { name })
    await team.signIn(page, 'root')
    await open(page, `${team.url}models/${name}`)
    await page.getByRole('button', { name: 'Access' }).click()
    const dialog = page.getByRole('dialog', { name: 'Access' })
    await expect(dialog).toContainText('Your level is CAN_MANAGE: admins have every level.')
    const form = dialog.getByRole('form', { name: 'Give a level' })
    // No access is for one account or everybody: a group cannot have none.
    const noAccess = form.getByLabel('Level').getByRole('option', { name: 'No access' })
    await form.getByLabel('Level').selectOption('No access')
    await form.getByLabel('To').selectOption('Group')
    await expect(noAccess).toHaveCount(0)
    await expect(form.getByLabel('Level')).toHaveValue('CAN_READ')
    await form.getByLabel('To').selectOption('Everybody')
    await expect(noAccess).toHaveCount(1)
    await form.getByLabel('To').selectOption('Account')
    await form.getByLabel('Name').fill('nobody')
    await form.getByRole('button', { name: 'Give level' }).click()
    await expect(form).toContainText("There is no account named 'nobody'.")
    await form.getByLabel('Name').fill('bob')
    await form.getByLabel('Level').selectOption('CAN_EDIT')
    await form.getByRole('button', { name: 'Give level' }).click()
    const levels = dialog.getByRole('list', { name: 'Levels' })
    const bobs = levels.getByRole('listitem').filter({ hasText: 'bob' })
    await expect(bobs).toContainText('CAN_EDIT')

    // Escape while the level is being given closes the dialog once it is.
    const { experiment_id } = await root('createExperiment', { name })
    await open(page, `${team.url}experiments/${experiment_id}/runs`)
    const access = page.getByRole('button', { name: 'Access' })
    await access.click()
    const answer = Promise.withResolvers<void>()
    await page.route('**/modelshelf/access', async (route) => {
      if (route.request().method() === 'POST') await answer.promise
      await route.continue()
    })
    await form.getByLabel('Name').fill('bob')
    await form.getByLabel('Level').selectOption('EDIT')
    await form.getByRole('button', { name: 'Give level' }).click()
    await expect(form.getByRole('button', { name: 'Give level' })).toHaveAttribute('aria-disabled', 'true')
    await page.keyboard.press('Escape')
    await expect(dialog).toBeVisible()
    answer.resolve()
    await expect(dialog).toBeHidden()
    await access.click()
    await expect(bobs).toContainText('EDIT')
    // The button keeps the focus when it has given the level, and so the dialog its keys.
    await form.getByLabel('Name').fill('bob')
    await form.getByLabel('Level').selectOption('READ')
    await form.getByRole('button', { name: 'Give level' }).click()
    await expect(bobs).toContainText('READ')
    await expect(form.getByLabel('Name')).toHaveValue('')
    await expect(form.getByRole('button', { name: 'Give level' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expect(dialog).toBeHidden()

    await team.signIn(page, 'bob')
    await open(page, `${team.url}models/${name}`)
    await expect(page.getByRole('button', { name: 'Edit description' })).toBeVisible()
    await page.getByRole('button', { name: 'Access' }).click()
    await expect(dialog).toContainText('Your level is CAN_EDIT: it was given to you.')
    await expect(dialog).toContainText('A higher level can be given by a manager of this model. Ask root.')
    await expect(form).toHaveCount(0)

    await team.signIn(page, 'root')
    await open(page, `${team.url}models/${name}`)
    await page.getByRole('button', { name: 'Access' }).click()
    await dialog.getByRole('button', { name: 'Remove level of bob' }).click()
    await expect(levels.getByRole('listitem')).toHaveText([/root/])

    // A zip holds what one may read: nothing of a closed experiment whose files are below, and all of a version whose run is hidden.
    await withoutPicker(page)
    const { run } = await root('createRun', { experiment_id })
    const { run_id } = run.info
    const put = async (path: string) => {
      const answer = await page.request.put(`${team.url}api/2.0/mlflow-artifacts/artifacts/${path}`, { data: path })
      expect(answer.status()).toBe(200)
    }
    const { experiment_id: closed } = await root('createExperiment', { name: 'closed trials' })
    const { run: hidden } = await root('createRun', { experiment_id: closed })
    const [theirs, own] = [`${experiment_id}/${run_id}/artifacts`, `${closed}/${hidden.info.run_id}/artifacts`]
    for (const path of [`${theirs}/m/MLmodel`, `${theirs}/m/plans/next.txt`]) await put(path)
    for (const path of [`${own}/m/MLmodel`, `${own}/m/data/a.csv`, `${own}/notes.txt`]) await put(path)
    const { experiment_id: plans } = await root('createExperiment', {
      name: 'plans',
      artifact_location: `mlflow-artifacts:/${theirs}/m/plans`,
    })
    const source = { source: `runs:/${hidden.info.run_id}/m`, run_id: hidden.info.run_id }
    const { version } = (await root('createVersion', { name, ...source })).model_version
    for (const id of [closed, plans]) await root('setAccess', { experiment_id: id, holder: 'everybody', level: 'NONE' })
    await team.signIn(page, 'bob')
    const zipOf = async (path: string) => {
      await open(page, `${team.url}${path}`)
      const { bytes } = await downloaded(page, page.getByRole('button', { name: 'Download as zip' }))
      return [...readZip(bytes).keys()].toSorted()
    }
    expect(await zipOf(`runs/${run_id}/artifacts/m`)).toEqual(['MLmodel'])
    expect(await zipOf(`models/${name}/versions/${version}/artifacts`)).toEqual(['MLmodel', 'data/a.csv'])
  })

  test('shares a model by a link, for people without an account', embedded, async ({ page, team, browser }) => {
    const { root } = team
    const name = 'churn'
    await root('createModel', { name, description: 'Who leaves.' })
    await root('createVersion', { name, source: 's3://bucket/secret' })
    await root('transitionStage', { name, version: '1', stage: 'Production' })
    await team.signIn(page, 'root')
    await open(page, `${team.url}models/${name}`)
    await page.getByRole('button', { name: 'Access' }).click()
    const shared = page.getByRole('region', { name: 'View-only links' })
    await shared.getByRole('button', { name: 'Create link' }).click()
    const link = await shared.getByLabel('Link', { exact: true }).inputValue()
    await expect(shared.getByRole('listitem')).toContainText('By root')
    await page.route('**/modelshelf/shared-links', (route) =>
      route.request().method() === 'POST'
        ? route.fulfill({ status: 500, json: { message: 'disk full' } })
        : route.continue(),
    )
    await shared.getByRole('button', { name: 'Create link' }).click()
    await expect(shared.getByRole('alert')).toBeVisible()
    await expect(shared.getByLabel('Link', { exact: true })).toHaveValue(link)
    await page.unroute('**/modelshelf/shared-links')

    const context = await browser.newContext({
      viewport: { width: 390, height: 844 },
      colorScheme: 'dark',
      bypassCSP: true,
    })
    const guest = await context.newPage()
    await guest.goto(link)
    await expect(guest.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(guest.getByText('Who leaves.')).toBeVisible()
    await expect(guest.getByRole('list', { name: 'Versions' })).toContainText('Version 1 · Production')
    await expect(guest.getByRole('list', { name: 'History' })).toContainText('Version 1 · Production · since')
    await expect(guest.getByRole('link')).toHaveCount(0)
    expect(await axeFinds(guest)).toEqual([])
    // Another link in the same tab changes only the fragment.
    await guest.goto(`${team.url}shared#none`)
    await expect(guest.getByText('This link cannot be used')).toBeVisible()
    expect(await axeFinds(guest)).toEqual([])
    await guest.goto(link)
    await expect(guest.getByText('Who leaves.')).toBeVisible()

    // A link opens only while whoever made it may read the model.
    team.add('bob', 'contributor')
    await root('setAccess', { model: name, holder: 'account', name: 'bob', level: 'CAN_MANAGE' })
    await team.signIn(guest, 'bob')
    const made = await guest.request.post(`${team.url}modelshelf/shared-links`, { data: { model: name, days: 1 } })
    const { secret } = (await made.json()) as { secret: string }
    await guest.context().clearCookies()
    await guest.goto(`${team.url}shared#${secret}`)
    await expect(guest.getByText('Who leaves.')).toBeVisible()
    await root('setAccess', { model: name, holder: 'account', name: 'bob', level: 'NONE' })
    await guest.reload()
    await expect(guest.getByText('This link cannot be used')).toBeVisible()
    await guest.goto(link)
    await page.reload()
    await page.getByRole('button', { name: 'Access' }).click()
    const bobs = shared.getByRole('listitem').filter({ hasText: 'By bob' })
    await expect(bobs).toContainText(
      'It does not open now: its creator’s account is inactive or cannot read this model.',
    )
    await bobs.getByRole('button', { name: 'End' }).click()
    await expect(bobs).toHaveCount(0)

    await shared.getByRole('button', { name: 'End' }).click()
    await expect(shared.getByRole('listitem')).toHaveCount(0)
    await guest.reload()
    await expect(guest.getByText('This link cannot be used')).toBeVisible()
    await context.close()
  })
})
