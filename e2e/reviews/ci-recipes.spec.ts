import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { parse } from 'yaml'
import type { Page } from '@playwright/test'
import { noRule } from '#contract/policy/rules.ts'
import type { Call } from '#contract/client.ts'
import { only } from '../fixtures.ts'
import { freePort } from '../../scripts/free-port.ts'
import { expect, test } from '../accounts/team.ts'

// What “CI/CD” offers to copy runs as it is, by each of the systems that it is written for.

type Recipe = 'Wait for approval' | 'Gate in a pipeline' | 'Deploy on webhook'

test.describe.configure({ timeout: 600_000 })

/** The text of a recipe, as the page shows it. */
async function recipe(page: Page, title: Recipe, by: string): Promise<string> {
  const use = page.getByRole('region', { name: 'Use this model' })
  await use.getByLabel('Run by').selectOption(by)
  const code = use.locator('div', { has: page.getByRole('heading', { name: title, exact: true }) }).last()
  return (await code.locator('pre').textContent()) ?? ''
}

/** The shell scripts that a system would run. */
const scriptsIn: Record<string, (code: string) => string[]> = {
  'Plain shell': (code) => [code],
  'GitHub Actions': (code) => {
    const { jobs } = parse(code) as { jobs: Record<string, { steps: { run: string }[] }> }
    return Object.values(jobs).flatMap(({ steps }) => steps.map(({ run }) => run))
  },
  'GitLab CI': (code) =>
    Object.values(parse(code) as Record<string, { script: string[] }>).flatMap(({ script }) => script),
}

/** Runs a recipe to its end. */
async function run(code: string, by: string, env: Record<string, string>) {
  const [script = '', ...more] = scriptsIn[by]?.(code) ?? []
  expect(more).toEqual([])
  expect(script).not.toContain('${{') // GitHub would replace it
  const shell = spawn('sh', ['-e', '-c', script], {
    env: { PATH: process.env['PATH'] ?? '', POLL_SECONDS: '0.2', ...env },
  })
  let said = ''
  for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const [status] = (await once(shell, 'close')) as [number]
  return { status, said: said.trim().split('\n') }
}

/** Runs it while somebody decides what it asks for. */
async function runUntil(
  code: string,
  by: string,
  env: Record<string, string>,
  call: Call,
  id: { name: string; version: string },
  decide: () => Promise<unknown>,
) {
  const running = run(code, by, env)
  await expect.poll(async () => (await call('listTransitionRequests', id)).requests?.length).toBe(1)
  await decide()
  return running
}

test(
  'CI/CD recipes wait for an approval and check the policy, in the shell, GitHub Actions and GitLab CI',
  only('embedded', 'starts a server of its own'),
  async ({ page, team, unique }) => {
    const { url, root: call, command } = team
    command('user', 'add', 'pipeline', '--service')
    const env = { MLFLOW_TRACKING_TOKEN: command('token', 'add', 'pipeline', '--name', 'ci') }
    await team.signIn(page, 'root')
    const name = unique(`it's the "best" ${'${{ secrets.x }}'} & more`)
    await call('createModel', { name })
    for (let version = 1; version <= 2; version++) await call('createVersion', { name, source: 's3://bucket/model' })
    const rules = [{ ...noRule('Production'), description: true }]
    await call('setPolicy', { name, revision: 0, rules })
    const [one, two] = [
      { name, version: '1' },
      { name, version: '2' },
    ]
    const move = { name, stage: 'Production' }

    await page.goto(`${url}models/${encodeURIComponent(name)}/versions/1?use=ci`)
    const gate = await recipe(page, 'Gate in a pipeline', 'Plain shell')
    expect(await run(gate, 'Plain shell', env)).toEqual({
      status: 1,
      said: ['Version 1 needs, before it goes to Production:', 'a description'],
    })
    await call('updateVersion', { ...one, description: 'Better.' })
    await call('updateVersion', { ...two, description: 'Worse.' })
    for (const by of Object.keys(scriptsIn))
      expect(await run(await recipe(page, 'Gate in a pipeline', by), by, env), by).toEqual({
        status: 0,
        said: ['Version 1 may go to Production.'],
      })

    const waiting = (version: string) =>
      `Waiting for approval: ${url}models/${encodeURIComponent(name)}/versions/${version}`
    const wait = await recipe(page, 'Wait for approval', 'GitLab CI')
    expect(
      await runUntil(wait, 'GitLab CI', env, call, one, () =>
        call('approveTransitionRequest', { ...move, version: '1' }),
      ),
    ).toEqual({ status: 0, said: [waiting('1'), 'Version 1 is in Production.'] })
    await page.goto(`${url}models/${encodeURIComponent(name)}/versions/2?use=ci`)
    for (const by of ['Plain shell', 'GitHub Actions'])
      expect(
        await runUntil(await recipe(page, 'Wait for approval', by), by, env, call, two, () =>
          call('rejectTransitionRequest', { ...move, version: '2' }),
        ),
        by,
      ).toEqual({ status: 1, said: [waiting('2'), 'Version 2 was not approved.'] })

    // What the server says when it refuses is shown.
    const refused = await run(wait.replaceAll('"Production"', '"Elsewhere"'), 'GitLab CI', env)
    expect([refused.status, refused.said.join()]).toEqual([1, expect.stringContaining('Invalid Model Version stage')])

    await test.step('deploy on webhook', async () => {
      const { own_revision: revision } = await call('getPolicy', { name })
      await call('setPolicy', { name, revision, rules: [] })
      const manager = { MLFLOW_TRACKING_TOKEN: command('token', 'add', 'root', '--name', 'webhooks') }
      for (const by of Object.keys(scriptsIn)) {
        const receiver = await openReceiver(await recipe(page, 'Deploy on webhook', by), manager)
        await receiver.listening
        await call('transitionStage', { name, version: '2', stage: 'Staging' })
        await call('transitionStage', { name, version: '2', stage: 'Production' })
        await expect.poll(receiver.deployed, { message: by, timeout: 120_000 }).toEqual(['2'])
        expect((await fetch(receiver.url, { method: 'POST', body: '{"version":"1"}' })).status, by).toBe(401)
        await receiver.close()
      }
    })
  },
)

/** Runs a receiver on a free port. What it deploys is noted by a deploy.sh, a `gh` and a pipeline trigger of this test. */
async function openReceiver(code: string, env: Record<string, string>) {
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-receiver-'))
  const noted = join(folder, 'deployed')
  for (const program of ['deploy.sh', 'gh']) {
    writeFileSync(join(folder, program), `#!/bin/sh\nfor last; do :; done\necho "\${last#version=}" >> ${noted}\n`)
    chmodSync(join(folder, program), 0o755)
  }
  const trigger = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    appendFileSync(noted, `${/name="variables\[VERSION\]"\s+(\S+)/.exec(body)?.[1]}\n`)
    response.end('{}')
  }).listen(0, '127.0.0.1')
  await once(trigger, 'listening')
  const port = String(await freePort())
  const url = `http://127.0.0.1:${port}`
  const shell = spawn('sh', ['-e', '-c', code.replace('("", 8000)', `("127.0.0.1", ${port})`)], {
    cwd: folder,
    stdio: 'inherit',
    env: {
      PATH: [folder, process.env['PATH']].join(delimiter),
      WEBHOOK_URL: url,
      WEBHOOK_SECRET: 'of the test',
      TRIGGER_URL: `http://127.0.0.1:${(trigger.address() as AddressInfo).port}`, // it listens on TCP
      TRIGGER_TOKEN: 'of the test',
      ...env,
    },
  })
  return {
    url,
    /** Resolves once it answers. */
    listening: expect
      .poll(async () =>
        fetch(url).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true),
    deployed: () => (existsSync(noted) ? readFileSync(noted, 'utf8').trim().split('\n') : []),
    async close() {
      shell.kill()
      trigger.close()
      await once(shell, 'exit')
    },
  }
}
