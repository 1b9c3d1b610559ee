import { createHmac } from 'node:crypto'
import { openReceiver } from '../../scripts/receiver.ts'
import { expect, only, test } from '../fixtures.ts'

test.use({ allowedStatuses: [400] }) // a URL that is not allowed

test(
  'a webhook made in the browser tells its receiver of a move, signed, and shows the delivery',
  only('embedded', 'in front of MLflow with one account for everybody, only the shell makes them'),
  async ({ page, call, unique }) => {
    const receiver = await openReceiver((_, response) => response.end('build started'))
    const url = `${receiver.url}/deploy`
    const name = unique('tide')
    await call('createModel', { name })
    await call('createVersion', { name, source: 's3://bucket/model' })

    await page.goto(`/models/${encodeURIComponent(name)}/activity`)
    await page.getByRole('link', { name: 'Webhooks for this model' }).click()
    await expect(page.getByText(`No webhooks for “${name}” yet`)).toBeVisible()
    await page.getByRole('button', { name: 'New webhook' }).click()
    const dialog = page.getByRole('dialog', { name: 'New webhook' })
    await expect(dialog.getByRole('textbox', { name: 'Model' })).toHaveValue(name)
    await dialog.getByRole('textbox', { name: 'Secret' }).fill('s3cret')
    await dialog.getByRole('textbox', { name: 'Authorization header' }).fill('Bearer pear')
    await dialog.getByRole('button', { name: 'Create webhook' }).click()
    await expect(dialog.getByText('Enter the URL to send events to.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'URL' }).fill('http://10.1.2.3/deploy')
    await dialog.getByRole('button', { name: 'Create webhook' }).click()
    await expect(dialog.getByText('Use https. The server’s operator can allow http')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'URL' }).fill(url)
    await dialog.getByRole('button', { name: 'Create webhook' }).click()
    await expect(page.getByText('Nothing sent yet')).toBeVisible()

    await call('moveWorkspaceVersion', { name, version: '1', stage: 'Production', comment: 'go' })
    await receiver.atLeast(1)
    await page.reload()
    const delivery = page.getByRole('list', { name: 'Deliveries' }).getByRole('listitem', { name: 'Stage changed' })
    await expect(delivery).toContainText('Delivered')
    await expect(delivery).toContainText('answer 200')
    await expect(delivery).toContainText('build started')
    const { headers, body } = receiver.received[0]!
    expect(JSON.parse(body)).toMatchObject({
      event: 'MODEL_VERSION_TRANSITIONED_STAGE',
      model_name: name,
      comment: 'go',
    })
    expect(headers['x-databricks-signature']).toBe(createHmac('sha256', 's3cret').update(body).digest('hex'))

    await delivery.getByRole('button', { name: 'Send again' }).click()
    await expect(delivery).toContainText('2 attempts')
    expect(receiver.received[1]?.body).toBe(body)
    expect([headers, receiver.received[1]?.headers].map((sent) => sent?.authorization)).toEqual(
      Array(2).fill('Bearer pear'),
    )

    await page.getByRole('button', { name: 'Edit' }).click()
    const edit = page.getByRole('dialog', { name: 'Edit webhook' })
    await edit.getByRole('checkbox', { name: 'Remove the Authorization header' }).check()
    await expect(edit.getByRole('textbox', { name: 'Authorization header' })).toBeDisabled()
    await edit.getByRole('button', { name: 'Save' }).click()
    await expect(edit).toBeHidden()
    await delivery.getByRole('button', { name: 'Send again' }).click()
    await expect(delivery).toContainText('3 attempts')
    const last = receiver.received[2]!
    expect([last.headers.authorization, last.headers['x-databricks-signature']]).toEqual([
      undefined,
      headers['x-databricks-signature'],
    ])
    await receiver.close()
  },
)

test(
  'the page stays while the code of the form loads',
  only('embedded', 'in front of MLflow with one account for everybody, only the shell makes them'),
  async ({ page }) => {
    const code = Promise.withResolvers<void>()
    await page.route('**/assets/WebhookDialog-*', async (route) => {
      await code.promise
      await route.continue()
    })
    await page.goto('/settings/webhooks')
    const button = page.getByRole('button', { name: 'New webhook' })
    const held = page.waitForRequest('**/assets/WebhookDialog-*')
    await button.click()
    await held
    await expect(button).toBeVisible()
    code.resolve()
    await expect(page.getByRole('dialog', { name: 'New webhook' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(button).toBeFocused()
  },
)
