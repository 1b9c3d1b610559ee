import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { parse } from 'yaml'
import type { Page } from '@playwright/test'
import { noRule } from '#contract/policy/rules.ts'
import type { Call } from '#contract/client.ts'
import { only } from './fixtures.ts'
import { expect, test } from './team.ts'

// What “CI/CD” offers to copy runs as it is, by each of the systems that it is written for.

type Recipe = 'Wait for approval' | 'Gate in a pipeline'

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
    const env = { MLFLOW_TRACKING_TOKEN: command('token', 'add', 'pipeline', '--name', 'ci').trim() }
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
  },
)
