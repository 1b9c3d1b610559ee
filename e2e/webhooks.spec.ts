import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, only, test } from './fixtures.ts'

test(
  'a webhook made in the browser tells its receiver of a move, signed, and shows the delivery',
  only('embedded', 'in front of MLflow the server behind sends them'),
  async ({ page, call, unique }) => {
    const received: { signature: unknown; body: string }[] = []
    const receiver = createServer((request, response) => {
      void text(request).then((body) => {
        received.push({ signature: request.headers['x-databricks-signature'], body })
        response.end('build started')
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/deploy`
    const name = unique('tide')
    await call('createModel', { name })
    await call('createVersion', { name, source: 's3://bucket/model' })

    await page.goto('/settings/webhooks')
    await page.getByRole('button', { name: 'New webhook' }).click()
    const dialog = page.getByRole('dialog', { name: 'New webhook' })
    await dialog.getByRole('textbox', { name: 'Model' }).fill(name)
    await dialog.getByRole('textbox', { name: 'Secret' }).fill('s3cret')
    await dialog.getByRole('button', { name: 'Create webhook' }).click()
    await expect(dialog.getByText('Enter the URL to send events to.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'URL' }).fill('http://10.1.2.3/deploy')
    await dialog.getByRole('button', { name: 'Create webhook' }).click()
    await expect(dialog.getByText('Use https. The server’s operator can allow http')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'URL' }).fill(url)
    await dialog.getByRole('button', { name: 'Create webhook' }).click()
    await expect(page.getByText('Nothing sent yet')).toBeVisible()

    await call('moveWorkspaceVersion', { name, version: '1', stage: 'Production', comment: 'go' })
    const delivery = page.getByRole('list', { name: 'Deliveries' }).getByRole('listitem', { name: 'Stage changed' })
    await expect(delivery).toContainText('Delivered', { timeout: 30_000 })
    await expect(delivery).toContainText('answer 200')
    await expect(delivery).toContainText('build started')
    const { signature, body } = received[0]!
    expect(JSON.parse(body)).toMatchObject({
      event: 'MODEL_VERSION_TRANSITIONED_STAGE',
      model_name: name,
      comment: 'go',
    })
    expect(signature).toBe(createHmac('sha256', 's3cret').update(body).digest('hex'))

    await delivery.getByRole('button', { name: 'Send again' }).click()
    await expect(delivery).toContainText('2 attempts', { timeout: 30_000 })
    expect(received[1]?.body).toBe(body)
    receiver.closeAllConnections()
    receiver.close()
  },
)
