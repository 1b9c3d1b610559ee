import { createClient } from '#contract/client.ts'
import { openFakeUpstream } from '../../testbed/fake-upstream.ts'
import { startServer } from '../../testbed/server.ts'
import { expect, only, test } from '../fixtures.ts'

const json = (body: object) => ({ status: 200, type: 'application/json', body: JSON.stringify(body) })

test(
  'a workspace is chosen, stays in the URL of every page, is remembered, and gets every write',
  only('embedded', 'starts servers of its own'),
  async ({ page, unique }) => {
    // One backend for each workspace: data that went to the wrong one shows.
    const [one, other] = await Promise.all([startServer(), startServer()])
    const fake = await openFakeUpstream(
      ({ workspace }) => (workspace === 'team b' ? other : one).url,
      ({ path }) => {
        if (path.endsWith('/server-info')) return json({ workspaces_enabled: true })
        if (path.endsWith('/workspaces')) return json({ workspaces: [{ name: 'default' }, { name: 'team b' }] })
        return undefined
      },
    )
    const shelf = await startServer(undefined, { MLFLOW_TRACKING_URI: fake.url })
    const [inOne, inOther] = [one, other].map(({ url }) => createClient(url, (to, init) => fetch(to, init)))
    const [oneName, otherName] = [unique('of default'), unique('of team b')]
    await inOne!('createModel', { name: oneName })
    await inOther!('createModel', { name: otherName })

    await page.goto(`${shelf.url}models`)
    await expect(page).toHaveURL(`${shelf.url}workspaces/default/models`)
    await expect(page.getByRole('link', { name: oneName })).toBeVisible()
    await page.getByRole('button', { name: 'Workspace: default' }).click()
    await page.getByRole('menuitem', { name: 'team b' }).click()
    await expect(page.getByRole('link', { name: otherName })).toBeVisible()
    await expect(page.getByRole('link', { name: oneName })).toBeHidden()

    await page.getByRole('link', { name: otherName }).click()
    const address = `${shelf.url}workspaces/team%20b/models/${encodeURIComponent(otherName)}`
    await expect(page).toHaveURL(address)
    await page.getByRole('button', { name: 'Edit description' }).click()
    await page.getByLabel('Markdown').fill('Only here.')
    await page.getByRole('button', { name: 'Save' }).click()
    await expect(page.getByLabel('Markdown')).toBeHidden()
    const stored = await inOther!('getModel', { name: otherName })
    expect(stored.registered_model.description).toBe('Only here.')

    await page.goto(shelf.url)
    await expect(page).toHaveURL(`${shelf.url}workspaces/team%20b/models`)
    await page.goto(`${shelf.url}#/models/${encodeURIComponent(oneName)}?workspace=default`)
    await expect(page).toHaveURL(`${shelf.url}workspaces/default/models/${encodeURIComponent(oneName)}`)
    await expect(page.getByRole('heading', { level: 1 })).toContainText(oneName)
    await page.close()
    await shelf.stop()
    await fake.close()
    await Promise.all([one.stop(), other.stop()])
  },
)
