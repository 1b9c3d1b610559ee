import type { Locator, Page } from '@playwright/test'
import { axeFinds, wcag } from './axe.ts'
import { only } from '../fixtures.ts'
import { focusIn } from './focus-in.ts'
import { namesSaidBadly } from './names-said.ts'
import type { Opener, Places } from './opener.ts'
import { openersByPage } from './openers.ts'
import { expect, type Team, test } from '../accounts/team.ts'
import { tooNear, tooSmall } from './touch-size.ts'

// Whatever opens over a page is for fingers, keys and screen readers: on a phone it takes the focus, its controls have
// names and room, and Escape gives the focus back to what opened it.

const phone = { width: 390, height: 844 }
/** For what is only beside a table, which is a list of cards on a phone. */
const tablet = { width: 834, height: 1112 }

test.use({
  viewport: phone,
  hasTouch: true,
  isMobile: true,
  bypassCSP: true,
})

test(
  'every dialog, menu and form can be read and pressed, and gives the focus back',
  only('embedded', 'MLflow has no accounts of ours'),
  async ({ page, team }) => {
    test.slow()
    const places = await seed(page, team)
    for (const { path, shows, openers } of openersByPage(places)) {
      await page.goto(`${team.url}${path}`)
      await expect(page.locator('main').getByText(shows).filter({ visible: true }).first(), path).toBeVisible()
      for (const opener of openers)
        await test.step(`${path}: ${String(opener.press)}`, async () => {
          await page.setViewportSize(opener.wide ? tablet : phone)
          await expectUsable(page, opener)
        })
    }
  },
)

/** Opens it, looks at it, and closes it again. */
async function expectUsable(page: Page, { file, first = [], press, within, opens, role }: Opener) {
  for (const name of first) await control(page, name).check()
  const openers = press.map((name, index) =>
    control(within !== undefined && index === 0 ? page.getByRole('group', { name: within }) : page, name),
  )
  for (const [index, name] of press.entries())
    if (name === '?') await page.keyboard.press(name)
    else await openers[index]?.click()
  const opened =
    role === 'menu'
      ? page.getByRole('menu').filter({ hasText: opens })
      : page.getByRole(role ?? 'dialog', { name: opens, exact: true })
  await expect(opened, file).toBeVisible()
  if (role === 'listbox') await expect(openers[0]!).toBeFocused()
  else await focusIn(opened)
  await expect.soft.poll(() => page.evaluate(tooNear), file).toEqual([])
  await expect.soft.poll(() => page.evaluate(tooSmall), file).toEqual([])
  expect.soft(await namesSaidBadly(opened), file).toEqual([])
  const found = await axeFinds(page, wcag, opened)
  // Entries of the menu of stages have a description below their names, which is not part of the label.
  const others = found.filter((it) => !it.startsWith('label-content-name-mismatch'))
  expect.soft(others, file).toEqual([])
  // A list that a field of the dialog has opened is closed first.
  await expect(async () => {
    await page.keyboard.press('Escape')
    await expect(opened).toBeHidden({ timeout: 2000 })
  }, file).toPass()
  if (press[0] !== '?') await expect.soft(openers[0]!, `${file}: the focus is back`).toBeFocused()
}

/** The control with this name that a person sees. */
const control = (page: Page | Locator, name: string | RegExp): Locator =>
  (['button', 'menuitem', 'checkbox', 'combobox'] as const)
    .map((role) => page.getByRole(role, { name, exact: true }))
    .reduce((all, one) => all.or(one))
    .filter({ visible: true })
    .first()

/** The sample project, with people, a group, a token and a webhook. */
async function seed(page: Page, { url, root, add, signIn }: Team): Promise<Places> {
  add('ada', 'contributor')
  add('ben', 'contributor')
  await signIn(page, 'root')
  const post = async (path: string, data: object) => {
    const answer = await page.request.post(`${url}${path}`, { data, headers: { Origin: new URL(url).origin } })
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
    return answer.json()
  }
  await post('modelshelf/sample', {})
  await post('modelshelf/groups', { name: 'scorers' })
  await post('modelshelf/people', { name: 'ci', role: 'contributor', kind: 'service' })
  await post('modelshelf/people/deactivate', { name: 'ben' })
  await post('modelshelf/profile/tokens', { name: 'laptop', scope: 'log', days: 30 })
  const { webhook } = await root('createWebhook', {
    name: 'chat',
    url: 'http://127.0.0.1:9/hook',
    events: [{ entity: 'MODEL_VERSION', action: 'CREATED' }],
  })
  const experiment_ids = ['1', '2', '3']
  const [{ runs = [] }, { models = [] }] = await Promise.all([
    root('searchRuns', { experiment_ids }),
    root('searchLoggedModels', { experiment_ids }),
  ])
  return {
    run: (name) => `runs/${runs.find(({ info }) => info.run_name === name)?.info.run_id}`,
    loggedModel: `logged-models/${models[0]?.info.model_id}`,
    webhook: `settings/webhooks/${webhook.webhook_id}`,
  }
}
