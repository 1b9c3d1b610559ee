import { readFile } from 'node:fs/promises'
import type { Page, Route } from '@playwright/test'
import { createClient } from '#contract/client.ts'
import { seedRun } from '../../testbed/artifacts.ts'
import { type Answer, notAuthenticated, openFakeUpstream, permissionDenied } from '../../testbed/fake-upstream.ts'
import { focusIn } from '../every-page/focus-in.ts'
import { expect, only, test } from '../fixtures.ts'
import { freePort } from '../../scripts/free-port.ts'
import { startServer } from '../../testbed/server.ts'

// Without the backend, pages keep their data and recover, name what is missing, and never lose what was typed.

const here = only('embedded', 'starts and stops servers of its own')
const clientOf = (url: string) => createClient(url, (target, init) => fetch(target, init))
const portOf = (url: string) => Number(new URL(url).port)
const notice = (page: Page) => page.getByText(/^No answer from the server since/)

test('the page and what was typed survive a server that goes away and comes back', here, async ({ page, unique }) => {
  const name = unique('survivor')
  let server = await startServer(undefined, {}, await freePort())
  const { url, data } = server
  await clientOf(url)('createModel', { name })
  await page.goto(`${url}models`)
  await page.getByRole('link', { name }).click()
  await page.getByRole('button', { name: 'Edit description' }).click()
  await page.getByLabel('Markdown').fill('Written while the server was away.')

  await server.kill()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The server cannot be reached.')).toBeVisible()
  await expect(notice(page)).toBeVisible()
  await expect(page.getByLabel('Markdown')).toHaveValue('Written while the server was away.')

  server = await startServer(data, {}, portOf(url))
  await expect(notice(page)).toBeHidden()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByLabel('Markdown')).toBeHidden()
  const { registered_model } = await clientOf(url)('getModel', { name })
  expect(registered_model.description).toBe('Written while the server was away.')
  await page.close()
  await server.stop()
})

test('a server that hangs is asked by one attempt at a time', here, async ({ page, unique }) => {
  const server = await startServer()
  const name = unique('hangs')
  await clientOf(server.url)('createModel', { name })
  await page.clock.install()
  await page.goto(`${server.url}models`)
  await expect(page.getByRole('link', { name })).toBeVisible()
  const held: Route[] = []
  await page.route('**/version', (route) => void held.push(route))
  await page.route('**/find-models*', (route) => route.abort())
  await page.getByLabel('Search models').fill('x')
  await page.clock.runFor(5000)
  await expect(notice(page)).toBeVisible()
  await expect.poll(() => held.length).toBe(1)
  await page.clock.runFor(20_000)
  await page.evaluate(() => fetch('health')) // sent after any other attempt
  expect(held).toHaveLength(1)
  await held[0]?.continue()
  await expect(notice(page)).toBeHidden()
  await page.close()
  await server.stop()
})

test(
  'pages seen before stay, and others open by themselves once the server is back',
  here,
  async ({ page, unique }) => {
    const name = unique('kept')
    let server = await startServer(undefined, {}, await freePort())
    const { url, data } = server
    await clientOf(url)('createModel', { name })
    await page.clock.install()
    await page.goto(`${url}models?q=${name}`)
    await page.getByRole('link', { name }).click()
    await expect(page.getByText('No versions yet')).toBeVisible()
    await server.kill()

    // Its code is not loaded yet, so the current page stays until it is.
    const main = page.getByRole('navigation', { name: 'Main' })
    await main.getByRole('link', { name: 'Experiments' }).click()
    await expect(notice(page)).toBeVisible()
    await page.clock.fastForward(10_000) // old enough to be read again
    let failures = 0
    const refused = page.waitForEvent('requestfailed', (it) => it.url().includes('find-models') && ++failures === 2)
    await page.goBack()
    await refused
    await page.evaluate(() => new Promise(requestAnimationFrame))
    await expect(page.getByText('The models could not be loaded')).toBeHidden()
    await expect(page.getByRole('link', { name })).toBeVisible()
    await main.getByRole('link', { name: 'Experiments' }).click()

    server = await startServer(data, {}, portOf(url))
    await expect(page.getByRole('link', { name: 'Default' })).toBeVisible()
    await expect(notice(page)).toBeHidden()
    await page.close()
    await server.stop()
  },
)

test(
  'a dialog whose code fails to load says so in its place, and what was typed stays',
  here,
  async ({ page, unique }) => {
    const name = unique('dialog')
    let server = await startServer(undefined, {}, await freePort())
    const { url, data } = server
    await clientOf(url)('createModel', { name })
    await page.goto(`${url}models/${encodeURIComponent(name)}`)
    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByLabel('Markdown').fill('Half a sentence')
    await server.kill()

    const missing = page.getByRole('dialog', { name: 'This could not be loaded' })
    await page.getByRole('button', { name: 'Delete' }).click()
    await expect(missing).toContainText('The server cannot be reached.')
    await missing.getByRole('button', { name: 'Retry' }).click()
    await expect(missing).toBeVisible()
    await missing.getByRole('button', { name: 'Close' }).click()
    await expect(notice(page)).toBeVisible()
    await page.keyboard.press('Control+k')
    await expect(missing).toBeVisible()

    server = await startServer(data, {}, portOf(url))
    await focusIn(page.getByRole('dialog', { name: 'Command palette' })) // its code was missing before
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Delete' }).click()
    await focusIn(page.getByRole('dialog', { name: 'Delete' }))
    await page.keyboard.press('Escape')
    await expect(page.getByLabel('Markdown')).toHaveValue('Half a sentence')
    await page.close()
    await server.stop()
  },
)

test.describe('after an update', () => {
  test.use({ allowedStatuses: [404] })

  test('a page whose code the server no longer has offers to reload', here, async ({ page, unique, call, baseURL }) => {
    const name = unique('updated')
    await call('createModel', { name })
    await page.goto(`models/${encodeURIComponent(name)}`)
    await expect(page.getByText('No versions yet')).toBeVisible()
    // An update removes the old code, since file names change with their contents.
    const gone = { error_code: 'ENDPOINT_NOT_FOUND', message: 'There is nothing here.' }
    await page.route('**/assets/*', (route) => route.fulfill({ status: 404, json: gone }))
    await page.getByRole('button', { name: 'Delete' }).click()
    const missing = page.getByRole('dialog', { name: 'This could not be loaded' })
    await expect(missing).toContainText('Modelshelf was updated')
    await missing.getByRole('button', { name: 'Close' }).click()
    await page.evaluate(() => Object.assign(window, { print: () => (document.title = 'Printed') }))
    await page.keyboard.press('Control+p') // what is here is printed
    await expect(page).toHaveTitle('Printed')
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Experiments' }).click()
    await expect(page.getByRole('alert')).toContainText('Modelshelf was updated')
    await expect(page).toHaveURL(`${baseURL}experiments`)
    await page.unrouteAll()
    await page.getByRole('button', { name: 'Reload' }).click()
    await expect(page.getByRole('table', { name: 'Experiments' })).toBeVisible()
  })
})

/** A Modelshelf in front of a fake MLflow server with given answers. */
async function before(answer: Answer, env: Record<string, string> = {}) {
  const backend = await startServer()
  const fake = await openFakeUpstream(backend.url, answer)
  const shelf = await startServer(undefined, { MLFLOW_TRACKING_URI: fake.url, ...env })
  return {
    url: shelf.url,
    fake,
    backend,
    call: clientOf(backend.url),
    async stop() {
      await shelf.stop()
      await fake.close()
      await backend.stop()
    },
  }
}

test.describe('in front of an MLflow server', () => {
  test.use({ allowedStatuses: [401, 403, 429, 502, 503] })

  test('notices when the server goes away and comes back', here, async ({ page, unique }) => {
    const name = unique('upstream')
    const behind = await before(() => undefined)
    await behind.call('createModel', { name })
    await page.goto(`${behind.url}models`)
    await expect(page.getByRole('link', { name })).toBeVisible()
    await behind.fake.close()
    await page.getByRole('link', { name }).click()
    await expect(notice(page)).toBeVisible()
    const back = await openFakeUpstream(behind.backend.url, () => undefined, {
      port: portOf(behind.fake.url),
    })
    await expect(notice(page)).toBeHidden()
    await expect(page.getByText('No versions yet')).toBeVisible()
    await page.close()
    await back.close()
    await behind.stop()
  })

  test('names a missing permission and keeps what was typed', here, async ({ page, unique }) => {
    const name = unique('not mine')
    const behind = await before(({ method, path }) =>
      method === 'PATCH' || path.endsWith('/create') ? permissionDenied : undefined,
    )
    await behind.call('createModel', { name })
    await page.goto(`${behind.url}models/${encodeURIComponent(name)}`)
    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByLabel('Markdown').fill('Not to be lost.')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByText(`EDIT permission on the model “${name}”`)).toBeVisible()
    await expect(page.getByLabel('Markdown')).toHaveValue('Not to be lost.')
    await page.close()
    await behind.stop()
  })

  test('names the credentials that the operator must configure', here, async ({ page }) => {
    const behind = await before(() => notAuthenticated)
    await page.goto(`${behind.url}models`)
    await expect(page.getByRole('alert')).toContainText('MLFLOW_TRACKING_USERNAME')
    await page.close()
    await behind.stop()
  })

  test('a person signs in with their own credentials and has their own permissions', here, async ({ page, unique }) => {
    const name = unique('theirs')
    const theirs = `Basic ${Buffer.from('ada:schlüssel').toString('base64')}`
    const behind = await before(({ authorization }) => (authorization === theirs ? undefined : notAuthenticated), {
      MODELSHELF_AUTH: 'pass-through',
    })
    await behind.call('createModel', { name })
    await page.goto(`${behind.url}models`)
    const dialog = page.getByRole('dialog', { name: 'Sign in to the MLflow server' })
    await dialog.getByLabel('User name').fill('ada')
    await dialog.getByLabel('Password').fill('wrong')
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await expect(dialog.getByRole('alert')).toContainText('Wrong user name or password')
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await page.getByRole('button', { name: 'Sign in' }).click()
    await dialog.getByLabel('User name').fill('ada')
    await dialog.getByLabel('Password').fill('schlüssel')
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByRole('link', { name })).toBeVisible()
    await page.reload()
    await expect(page.getByRole('link', { name })).toBeVisible()

    // Pictures, files and folders need the person's credentials too, which a plain link does not send.
    await page.addInitScript(() => Object.defineProperty(window, 'showSaveFilePicker', { value: undefined }))
    const dot = Buffer.from('R0lGODlhAQABAIAAAAUEBAAAACwAAAAAAQABAAACAkQBADs=', 'base64')
    const files = { 'plots/dot.gif': dot, 'card.md': '![a dot](plots/dot.gif)' }
    const run = await seedRun(behind.call, behind.backend.url, unique('files'), files)
    await page.goto(`${behind.url}runs/${run.run_id}/artifacts/card.md`)
    const picture = page.getByRole('img', { name: 'a dot' })
    await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1)
    await page.goto(`${behind.url}runs/${run.run_id}/artifacts/plots/dot.gif`)
    await expect(page.getByText('1 × 1 pixels')).toBeVisible()
    for (const [path, button, file] of [
      ['plots/dot.gif', 'Download', 'dot.gif'],
      ['plots', 'Download as zip', 'plots.zip'],
    ] as const) {
      await page.goto(`${behind.url}runs/${run.run_id}/artifacts/${path}`)
      const coming = page.waitForEvent('download')
      await page.locator('main').getByText(button, { exact: true }).click()
      const download = await coming
      expect(download.suggestedFilename()).toBe(file)
      expect((await readFile(await download.path())).includes(dot)).toBe(true)
    }

    await page.getByRole('link', { name: 'Settings' }).click()
    await expect(page.getByText('Signed in as ada')).toBeVisible()
    await page.getByRole('button', { name: 'Sign out' }).click()
    await expect(page.getByText('Signed in as ada')).toBeHidden()
    await expect(dialog).toBeVisible()
    await page.close()
    await behind.stop()
  })
})
