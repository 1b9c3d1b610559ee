import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Call } from '#contract/client.ts'
import { clientWith, commandOn, PASSWORD } from '../../testbed/accounts.ts'
import { startServer } from '../../testbed/server.ts'
import { expect, test as base } from '../fixtures.ts'

export type Team = {
  url: string
  /** The API, as the admin `root`. */
  root: Call
  /** Runs a command on the server's data, such as `user add ada`; returns what it printed. */
  command: (...words: string[]) => string
  /** Makes what everybody did until now something from before there were accounts, under the same names. */
  beforeAccounts: () => void
  /** Adds an account, whose name is its token's owner too. */
  add: (name: string, role: 'reader' | 'contributor') => void
  signIn: (page: Page, name: string) => Promise<void>
}

/** A server of a test's own with accounts, and its admin. */
export const test = base.extend<{ team: Team }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads the required fixtures from this pattern
  team: async ({}, provide) => {
    const shelf = await startServer(undefined, {
      MODELSHELF_AUTH: 'accounts',
      MODELSHELF_ALLOW_WEBHOOKS_TO: '127.0.0.1',
    })
    const command = commandOn(shelf)
    command('user', 'add', 'root', '--role', 'admin')
    const token = command('token', 'add', 'root', '--name', 'test')
    await provide({
      url: shelf.url,
      command,
      beforeAccounts() {
        const db = new DatabaseSync(join(shelf.data, 'modelshelf.db'), { timeout: 5000 })
        db.exec("UPDATE review_events SET data = json_remove(data, '$.verified')")
        db.close()
      },
      root: clientWith(shelf.url, { Authorization: `Bearer ${token}` }),
      add: (name, role) => void command('user', 'add', name, '--role', role),
      async signIn(page, name) {
        await page.goto('about:blank') // the last person's page may still ask for something
        const data = { name, password: PASSWORD }
        const answer = await page.request.post(`${shelf.url}modelshelf/sign-in`, { data })
        expect(answer.status()).toBe(200)
      },
    })
    await shelf.stop()
  },
})

export { expect, PASSWORD }
