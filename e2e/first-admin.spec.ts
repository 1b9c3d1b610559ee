import { createInterface } from 'node:readline'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, only, test } from './fixtures.ts'

test.use({ allowedStatuses: [401, 404] })

/** The first link that a new server with accounts prints. */
async function startNew(data: string) {
  const main = join(import.meta.dirname, '../server/main.ts')
  const args = [main, '--port', '0', '--data', data, '--auth', 'accounts']
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for await (const line of createInterface({ input: child.stdout })) {
    const link = /http:\/\/\S+\/welcome#\S+/.exec(line)?.[0]
    if (link)
      return {
        link,
        async stop() {
          child.kill('SIGTERM')
          await ended
        },
      }
  }
  throw new Error('The server printed no link')
}

test(
  'the printed link creates the first administrator, who is signed in',
  only('embedded', 'starts a server of its own'),
  async ({ page }) => {
    const data = mkdtempSync(join(tmpdir(), 'modelshelf-'))
    const { link, stop } = await startNew(data)
    await page.goto(link)
    await expect(page.getByRole('heading', { name: 'Create the first administrator' })).toBeVisible()
    const name = page.getByLabel('User name')
    await expect(name).toBeFocused()
    await page.keyboard.type('root')
    await page.getByLabel('Password', { exact: true }).fill('too short')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toContainText('at least 12 characters')
    await page.getByLabel('Password', { exact: true }).fill('a long enough sentence')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Registered models' })).toBeVisible()
    await expect(page.getByText('No models yet')).toBeVisible() // so it is signed in
    await page.goto(link)
    await expect(page.getByRole('alert')).toContainText('already used or has expired')
    await stop()
    rmSync(data, { recursive: true, force: true })
  },
)
