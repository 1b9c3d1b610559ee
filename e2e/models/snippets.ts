import { expect, type Page } from '@playwright/test'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What a version's page offers to copy, by tab. */
export type Snippets = Record<string, string[]>

/** Every snippet of every tab under “Use this model”. */
export async function snippetsOf(page: Page, name: string): Promise<Snippets> {
  await page.goto(`models/${encodeURIComponent(name)}/versions/1`, { waitUntil: 'networkidle' })
  const use = page.getByRole('region', { name: 'Use this model' })
  // Before the MLmodel file is there, all tabs are offered; then those that follow from its flavours.
  await expect(page.getByText('Flavours', { exact: true })).toBeVisible()
  const found: Snippets = {}
  for (const tab of await use.getByRole('tab').all()) {
    await tab.click()
    await expect(tab).toHaveAttribute('aria-selected', 'true')
    await expect(use.getByRole('heading', { level: 3 }).first()).toBeVisible()
    found[(await tab.textContent()) ?? ''] = await use.locator('pre').allTextContents()
  }
  return found
}

/**
 * A person's shell in an empty folder, with mlflow's commands on its path, and a `docker` that notes what it should build.
 * Without ~/.bashrc, which Debian's bash reads if its input is a socket, as Node's pipes are, and which may change the path.
 */
export function openShell(python: string) {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-shell-'))
  const own = join(folder, 'bin')
  mkdirSync(own)
  // No machine of ours can build an image; what it would be built from must be there.
  writeFileSync(join(own, 'docker'), '#!/bin/sh\n[ "$1" != build ] || { cat model_dir/MLmodel && echo "$@"; }\n')
  chmodSync(join(own, 'docker'), 0o755)
  const env = {
    ...process.env,
    PATH: [own, dirname(python), process.env['PATH']].join(delimiter),
    PYTHONWARNINGS: 'ignore',
    GIT_PYTHON_REFRESH: 'quiet',
    PIP_NO_INDEX: '1', // all that is asked for is here already
  }
  return {
    folder,
    /** Runs a snippet to its end; gives what it printed. Throws with what it said. */
    async run(code: string): Promise<string> {
      const { stdout } = await run('bash', ['--norc', '-e', '-c', code], {
        cwd: folder,
        env,
        maxBuffer: 64 * 1024 * 1024,
      })
      return stdout
    },
    /** Runs a server, does something once it answers at `ping`, and ends it with all that it started. */
    async whileServing(code: string, ping: string, act: () => Promise<void>): Promise<void> {
      const server = spawn('bash', ['--norc', '-c', code], { cwd: folder, env, detached: true, stdio: 'ignore' })
      const ended = once(server, 'exit')
      try {
        await expect
          .poll(
            async () =>
              server.exitCode ??
              (await fetch(ping).then(
                (it) => it.status,
                () => 0,
              )),
            {
              timeout: 120_000,
            },
          )
          .toBe(200)
        await act()
      } finally {
        process.kill(-server.pid!, 'SIGKILL') // detached: its group is its own
        await ended
      }
    },
  }
}
