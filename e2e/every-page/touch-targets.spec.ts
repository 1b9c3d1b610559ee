import type { Page } from '@playwright/test'
import { axeFinds } from './axe.ts'
import { only } from '../fixtures.ts'
import { seedWholeRun } from '../seeds/seed-whole-run.ts'
import { expect, PASSWORD, test } from '../accounts/team.ts'
import { tooNear, tooSmall } from './touch-size.ts'

// On a phone, whatever can be pressed is at least 24 px large or as far from others (WCAG 2.5.8), and what is pressed most
// at least 44 px.

test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
test.use({ allowedStatuses: [400, 403, 404, 500] }) // the health page reads the files that other tests have left

test('a finger hits what it is meant to on every page', async ({ page, call, server, unique }) => {
  const name = unique('touched')
  const { run_id, experiment_id, model_id } = await seedWholeRun({ call, url: server.url, name })
  const model = `models/${encodeURIComponent(name)}`
  const { model_version } = await call('createVersion', { name, source: 's3://bucket/other' })
  const versions = new URLSearchParams(['1', model_version.version].map((version) => ['version', `${name}@${version}`]))
  for (const [path, shows] of [
    [`models?q=${encodeURIComponent(name)}`, name],
    [`models?view=cards&by=owner&q=${encodeURIComponent(name)}`, name],
    [model, 'Version 1'],
    [`${model}/activity`, 'Version 1'],
    [`${model}/versions/1`, 'rmse'],
    [`${model}/versions/1/changes`, 'layer_0/size'],
    [`${model}/versions/1/artifacts`, 'MLmodel'],
    [`experiments?q=${encodeURIComponent(name)}`, name],
    [`experiments/${experiment_id}/runs`, `${name} child`],
    [`runs/${run_id}`, 'layer_0/size'],
    [`runs/${run_id}/metrics`, 'rmse'],
    [`compare/runs?experiments=${experiment_id}&plots=axes,scatter,curves`, 'layer_0/size'],
    [`compare?${versions}`, 'layer_0/size'],
    [`logged-models/${model_id}`, 'MLmodel'],
    ['registry/health', 'Stale after'],
    ['registry/which', 'Only the hashes are sent'],
    ['reviews', 'Reviews'],
    ['settings', 'Theme'],
  ] as const) {
    await page.goto(path)
    await expectTouchable(page, path, shows)
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(390)
  }
})

/** What axe finds in the dark, and of colors in the light. */
async function findsInBoth(page: Page): Promise<string[]> {
  const dark = await axeFinds(page)
  await page.emulateMedia({ colorScheme: 'light' })
  const light = await axeFinds(page, ['color-contrast'])
  await page.emulateMedia({ colorScheme: 'dark' })
  return [...dark, ...light]
}

test.describe('with accounts, dark and light', () => {
  test.use({ bypassCSP: true, colorScheme: 'dark', allowedStatuses: [401] })

  test(
    'pages of accounts are for fingers and screen readers too',
    only('embedded', 'starts a server of its own'),
    async ({ page, team: { root, url, add } }) => {
      test.slow()
      add('ada', 'contributor')
      await root('createModel', { name: 'churn', description: 'Who leaves.' })
      await root('createVersion', { name: 'churn', source: 's3://bucket/x' })
      await page.goto(`${url}models`)
      await page.getByLabel('User name').fill('root')
      await page.getByLabel('Password').fill(PASSWORD)
      expect(await findsInBoth(page)).toEqual([])
      await page.keyboard.press('Enter')
      await expect(page.getByRole('dialog')).toBeHidden()
      const post = async (path: string, data: object) => {
        const answer = await page.request.post(`${url}modelshelf/${path}`, {
          data,
          headers: { Origin: new URL(url).origin },
        })
        expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
        return (await answer.json()) as { secret: string }
      }
      await post('groups', { name: 'scorers' })
      await post('people', { name: 'ci', role: 'contributor', kind: 'service' })
      await post('profile/tokens', { name: 'laptop', scope: 'log', days: 30 })
      const shared = await post('shared-links', { model: 'churn', days: 7 })
      const invited = await post('people/link', { name: 'ada' })
      for (const [path, shows] of [
        ['settings/profile', 'laptop'],
        ['settings/people', 'scorers'],
        ['settings/audit', 'Signed in'],
        ['settings/webhooks', 'No webhooks yet'],
        ['models/churn', 'Who leaves.'],
        [`shared#${shared.secret}`, 'Who leaves.'],
        [`welcome#${invited.secret}`, 'Choose a new password'],
      ] as const) {
        await page.goto(new URL(path, url).href)
        await expectTouchable(page, path, shows)
        expect.soft(await findsInBoth(page), path).toEqual([])
        expect.soft(await page.evaluate(() => document.documentElement.scrollWidth), path).toBe(390)
      }
      for (const [path, opens] of [
        ['settings/profile', 'Create token'],
        ['settings/people', 'Invite person'],
        ['settings/people', 'Create group'],
        ['models/churn', 'Access'],
      ] as const) {
        await page.goto(new URL(path, url).href)
        await page.getByRole('button', { name: opens, exact: true }).click()
        await expect(page.getByRole('dialog')).toBeVisible()
        await expect.poll(() => page.evaluate(tooNear), opens).toEqual([])
        expect.soft(await findsInBoth(page), opens).toEqual([])
      }
    },
  )
})

async function expectTouchable(page: Page, path: string, shows: string) {
  await expect(page.locator('main').getByText(shows).filter({ visible: true }).first(), path).toBeVisible()
  expect(await page.evaluate(() => matchMedia('(pointer: coarse)').matches)).toBe(true)
  await expect.poll(() => page.evaluate(tooNear), path).toEqual([])
  await expect.poll(() => page.evaluate(tooSmall), path).toEqual([])
}
