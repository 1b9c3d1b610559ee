import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { clientWith } from '../../testbed/accounts.ts'
import type { Account } from '../../testbed/mlflow.ts'
import { watch } from '../../testbed/watch.ts'
import { expect, only, test } from '../fixtures.ts'
import { moveTo } from '../reviews/move-to.ts'

// Not signed in at first.
test.use({ allowedStatuses: [401] })

const basicOf = ({ name, password }: Account) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`

async function signIn(page: Page, { name, password }: Account) {
  const dialog = page.getByRole('dialog', { name: 'Sign in to the MLflow server' })
  await dialog.getByLabel('User name').fill(name)
  await dialog.getByLabel('Password').fill(password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog).toBeHidden()
}

test(
  'two people with accounts of MLflow: one uploads, the other hears what is missing, is given it, and moves the version',
  only('upstream', 'people have accounts of MLflow'),
  async ({ page, browser, server, unique }) => {
    const { signIn: own } = server
    if (!own) return test.skip(true, 'needs MLflow’s app for accounts, which could not be installed')
    const [ada, ben] = own.people
    const name = unique('of ada')
    const folder = join(test.info().outputPath('upload'), 'taxi')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'MLmodel'), 'flavors:\n  sklearn: {sklearn_version: 1.9.1}\n')

    await page.goto(`${own.url}models`)
    await signIn(page, ada)
    await page.getByRole('button', { name: 'Upload a model' }).click()
    const upload = page.getByRole('dialog')
    await upload.getByLabel('Model folder').setInputFiles(folder)
    await upload.getByLabel('Model name').fill(name)
    await page.getByRole('option', { name: `Create new model "${name}"` }).click()
    await upload.getByRole('button', { name: 'Register', exact: true }).click()
    await expect(upload).toBeHidden()
    const version = `${own.url}models/${encodeURIComponent(name)}/versions/1`
    await page.goto(version)
    await expect(page.getByRole('button', { name: 'Delete' })).toBeVisible()

    const elsewhere = await browser.newContext()
    const bens = await elsewhere.newPage()
    const problems = watch(bens, [401])
    await bens.goto(version)
    await signIn(bens, ben)
    await expect(bens.getByRole('heading', { name: 'About this version' })).toBeVisible()
    await bens.getByRole('button', { name: 'Stage: None' }).click()
    const menu = bens.getByRole('dialog', { name: 'Move version 1' })
    await expect(menu).toContainText(`You can’t change the stage: this needs EDIT permission on the model “${name}”.`)
    await expect(menu.getByRole('menuitem', { name: 'Request transition to Production' })).toBeVisible()
    await expect(menu.getByRole('menuitem', { name: /^Transition/ })).toHaveCount(0)
    await bens.keyboard.press('Escape')
    const main = bens.getByRole('main')
    await expect(main.getByRole('button', { name: /^(Edit|Delete|Add)/ })).toHaveCount(0)

    const change = async (how: 'grant' | 'revoke', resource_type: string, resource_id: string, permission: string) => {
      const granted = await fetch(`${own.mlflow}/api/3.0/mlflow/users/permissions/${how}`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Authorization: basicOf(ada) },
        body: JSON.stringify({ username: ben.name, resource_type, resource_id, permission }),
      })
      expect(granted.status, await granted.text()).toBe(200)
    }
    await change('grant', 'registered_model', name, 'EDIT')
    await bens.reload()
    await expect(main.getByRole('button', { name: 'Edit description' })).toBeVisible()
    await expect(main.getByRole('button', { name: 'Delete' })).toHaveCount(0) // needs MANAGE
    await moveTo(bens, 'Staging')
    await expect(bens.getByRole('button', { name: 'Stage: Staging' })).toBeVisible()
    await expect(bens.getByRole('alert')).toHaveCount(0)
    await page.reload()
    await expect(page.getByRole('button', { name: 'Stage: Staging' })).toBeVisible()
    expect(problems).toEqual([])

    // An approval is for files. Whoever may not read them has no part in it, and takes nothing from what others have approved.
    const [adas, asBen] = [ada, ben].map((person) => clientWith(own.url, { Authorization: basicOf(person) }))
    const rule = { target: 'Production', approvals: 2, own_approval: true }
    await adas!('setPolicy', { name, revision: 0, rules: [rule] })
    const move = { name, version: '1', stage: 'Production' }
    await adas!('createTransitionRequest', move)
    await adas!('approveTransitionRequest', move)
    const { run_id = '' } = (await adas!('getVersion', move)).model_version
    const { experiment_id } = (await adas!('getRun', { run_id })).run.info
    await change('grant', 'experiment', experiment_id, 'DENY')
    await bens.reload()
    const request = bens.getByRole('region', { name: 'Request: Production' })
    await expect(request).toContainText('2 approvals (you may not read its files, so it cannot be said whose count)')
    await request.getByRole('button', { name: 'Approve…' }).click()
    const deciding = bens.getByRole('dialog', { name: 'Approve: version 1 to Production' })
    await expect(deciding).toContainText('You cannot approve this, because you may not read its files')
    await expect(asBen!('approveTransitionRequest', move)).rejects.toMatchObject({ status: 403 })
    expect((await adas!('checkMove', move)).approvals).toEqual({ needed: 2, given: [ada.name] })
    await change('revoke', 'experiment', experiment_id, 'DENY')
    expect(await asBen!('approveTransitionRequest', move)).toMatchObject({ moved: true })
    await elsewhere.close()
  },
)
