import { createClient } from '#contract/client.ts'
import { openFakeUpstream } from '../../testbed/fake-upstream.ts'
import { expect, only, test } from '../fixtures.ts'
import { startServer } from '../../testbed/server.ts'

// The app works under any base path behind a reverse proxy, and MLflow's own links open there too.

const here = only('embedded', 'starts a server of its own, with a base path')

test('everything works below a base path, behind a proxy', here, async ({ page, unique }) => {
  const server = await startServer(undefined, { MODELSHELF_BASE_PATH: '/team/registry/' })
  // Forwards everything, as a reverse proxy does.
  const proxy = await openFakeUpstream(server.url, () => undefined)
  const root = `${proxy.url}/team/registry/`
  const name = unique('below')
  await createClient(server.url, (url, init) => fetch(url, init))('createModel', { name })

  await page.goto(`${root}models/${encodeURIComponent(name)}`)
  await expect(page.getByText('No versions yet')).toBeVisible()
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Experiments' }).click()
  await expect(page).toHaveURL(`${root}experiments`)
  await page.getByRole('link', { name: 'Default' }).click()
  await expect(page).toHaveURL(`${root}experiments/0/runs`)
  await page.reload()
  await expect(page.getByText('No runs yet')).toBeVisible()

  await page.goto(`${root}#/models/${encodeURIComponent(name)}`)
  await expect(page).toHaveURL(`${root}models/${encodeURIComponent(name)}`)
  await page.goto(root)
  await expect(page).toHaveURL(`${root}models`)
  await expect(page.getByRole('link', { name })).toBeVisible()

  // Another path of this origin can be another server: what the browser keeps is this one's alone.
  await page.goto(`${root}settings`)
  await page.getByRole('button', { name: 'Dark', exact: true }).click()
  await page.getByLabel('Your name').fill('Ines')
  await page.getByLabel('Your name').blur()
  const kept = () => page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }))
  await expect.poll(kept).toContain('mui-mode /team/registry/')
  await expect.poll(kept).toContain('modelshelf /team/registry/')
  // The fixture says under the root's name that no name is wanted.
  expect((await kept()).filter((key) => !key.endsWith(' /team/registry/'))).toEqual(['modelshelf'])
  await page.reload()
  await expect(page.getByLabel('Your name')).toHaveValue('Ines')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.close()
  await proxy.close()
  await server.stop()
})
