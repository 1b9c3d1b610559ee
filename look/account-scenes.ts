import type { Page } from '@playwright/test'
import { PASSWORD } from '../testbed/accounts.ts'
import type { startAccounts } from './account-servers.ts'
import { longAccount } from './account-servers.ts'
import { broken, held, openDialog } from './acts.ts'
import type { Scene } from './scene.ts'

/** The pages of accounts: for nobody, for an admin alone, and in a whole team. */
export function accountScenes({ firstLink, alone, team }: Awaited<ReturnType<typeof startAccounts>>): Scene[] {
  const { url } = team
  const but = (route: (page: Page) => Promise<unknown>) => async (page: Page) => {
    await by(url, 'root')(page)
    await route(page)
  }
  const calls = /\/modelshelf\/(profile|people|groups|audit)$/
  const access = openDialog('Access')
  const all: Scene[] = [
    { name: 'accounts-sign-in', url: `${url}models` },
    { name: 'accounts-sign-in-wrong', url: `${url}models`, act: wrongPassword },
    { name: 'accounts-first-admin', url: firstLink },
    { name: 'accounts-first-admin-refused', url: firstLink, act: shortPassword },
    { name: 'accounts-link-over', url: `${url}welcome#none` },
    { name: 'accounts-invitation', url: `${url}welcome#${team.invitation}` },
    { name: 'accounts-new-password', url: `${url}welcome#${team.reset}` },
    { name: 'accounts-shared', url: `${url}shared#${team.shared}` },
    { name: 'accounts-shared-empty', url: `${url}shared#${team.sharedEmpty}` },
    { name: 'accounts-shared-long', url: `${url}shared#${team.sharedLong}` },
    { name: 'accounts-shared-over', url: `${url}shared#none` },
    of('profile-empty', alone, 'settings/profile'),
    of('profile', url, 'settings/profile'),
    of('profile-long', url, 'settings/profile', {}, longAccount),
    of('profile-token', url, 'settings/profile', { act: openDialog('Create token') }),
    of('people-alone', alone, 'settings/people'),
    of('people', url, 'settings/people'),
    of('people-invite', url, 'settings/people', { act: openDialog('Invite person') }),
    of('people-taken', url, 'settings/people', { act: invite('ADA') }),
    of('people-members', url, 'settings/people', { act: manage('scorers', 'Members') }),
    of('people-tokens', url, 'settings/people', { act: manage('nightly build', 'Tokens') }),
    of('people-delete-long', url, 'settings/people', { act: manage(longAccount, 'Delete account') }),
    of('audit', url, 'settings/audit'),
    of('audit-nothing', url, 'settings/audit?account=nobody'),
    of('access', url, 'models/station-demand', { act: access }),
    of('access-alone', url, 'models/empty', { act: access }),
    of('access-by-reader', url, 'models/empty', { act: access }, 'ada'),
    of('not-allowed', url, 'settings/people', {}, 'ada'),
    of('models-of-one', url, 'models', {}, longAccount),
    ...(['profile', 'people', 'audit'] as const).flatMap((page) => [
      of(`waiting-${page}`, url, `settings/${page}`, { before: but((shown) => held(shown, calls)) }),
      of(`broken-${page}`, url, `settings/${page}`, { before: but((shown) => broken(shown, calls)) }),
    ]),
  ]
  // Nobody is signed in, or may not do it, or gives a wrong password or a name that is taken.
  return all.map((scene) => ({ ...scene, statuses: [400, 401, 403, 409] }))
}

const manage = (whose: string, item: string) => async (page: Page) => {
  await page.getByRole('listitem', { name: whose, exact: true }).getByRole('button', { name: 'Manage' }).click()
  await page.getByRole('menuitem', { name: item }).click()
  await page.getByRole('dialog').waitFor()
}

/** Signs in before the page is opened. */
const by = (base: string, name: string) => async (page: Page) => {
  const answer = await page.request.post(`${base}modelshelf/sign-in`, { data: { name, password: PASSWORD } })
  if (!answer.ok()) throw new Error(`${name} could not sign in`)
}

const of = (name: string, base: string, path: string, more: Partial<Scene> = {}, who = 'root'): Scene => ({
  name: `accounts-${name}`,
  url: `${base}${path}`,
  before: by(base, who),
  ...more,
})

async function wrongPassword(page: Page) {
  await page.getByLabel('User name').fill('ada')
  await page.getByLabel('Password').fill('a wrong sentence')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
}

async function shortPassword(page: Page) {
  await page.getByLabel('User name').fill('root')
  await page.getByLabel('Password', { exact: true }).fill('too short')
  await page.keyboard.press('Enter')
  await page.getByRole('alert').waitFor()
}

const invite = (name: string) => async (page: Page) => {
  await openDialog('Invite person')(page)
  await page.getByLabel('User name').fill(name)
  await page.keyboard.press('Enter')
  await page.getByRole('dialog').getByRole('alert').waitFor()
}
