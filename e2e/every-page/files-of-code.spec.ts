import type { BrowserContext, Page } from '@playwright/test'
import type { PageName } from '#contract/pages.ts'
import { expect, type Team, test } from '../accounts/team.ts'
import { only } from '../fixtures.ts'

/** Each file costs a request, and compresses worse than in a larger one. */
const MOST_FILES = 8

test.use({ allowedStatuses: [401, 404] })

test(
  'no page loads more than 8 files of code, whatever opens with it',
  only('embedded', 'MLflow has no accounts of ours'),
  async ({ page, team, context }) => {
    test.slow()
    await expectFew(page, team, 'models', 'Sign in')
    const addresses = Object.values(await seed(page, team)).flat()
    const left = [...addresses]
    const work = async (tab: Page) => {
      for (let next = left.shift(); next; next = left.shift()) await expectFew(tab, team, ...next)
    }
    await Promise.all([work(page), ...(await tabs(context, 2)).map(work)])
    test.info().annotations.push({ type: 'addresses', description: String(addresses.length) })
  },
)

const tabs = (context: BrowserContext, count: number) =>
  Promise.all(Array.from({ length: count }, () => context.newPage()))

/** Opens an address and waits until it has asked for everything. */
async function expectFew(page: Page, { url }: Team, path: string, shows: string) {
  const code = new Set<string>()
  const note = (request: { url(): string }) => {
    const file = /\/assets\/([^/]*\.(?:js|css))$/.exec(request.url())?.[1]
    if (file) code.add(file)
  }
  page.on('request', note)
  await page.goto(`${url}${path}`)
  await expect(page.getByText(shows).filter({ visible: true }).first(), path).toBeVisible()
  await expect(page.locator('.MuiSkeleton-root'), path).toHaveCount(0)
  await page.waitForLoadState('networkidle')
  page.off('request', note)
  expect.soft(code.size, `files of code, ${path}`).toBeGreaterThan(2) // something was counted
  expect.soft([...code].slice(MOST_FILES), `beyond ${MOST_FILES} files of code, ${path}`).toEqual([])
}

type Address = [path: string, shows: string]

/** The sample project with a request, a webhook, a link and a notebook; every page by its name, with what it may show at first. */
async function seed(page: Page, { url, root, signIn }: Team): Promise<Record<PageName, readonly Address[]>> {
  await signIn(page, 'root')
  const post = async (path: string, data: object) => {
    const answer = await page.request.post(`${url}${path}`, { data, headers: { Origin: new URL(url).origin } })
    expect(answer.ok(), `${path}: ${await answer.text()}`).toBe(true)
    return (await answer.json()) as { secret: string }
  }
  await post('modelshelf/sample', {})
  const name = 'station-demand'
  const shared = await post('modelshelf/shared-links', { model: name, days: 30 })
  const invited = await post('modelshelf/people', { name: 'ada', role: 'contributor', kind: 'person' })
  await post('api/2.0/mlflow/transition-requests/create', { name, version: '2', stage: 'Staging', comment: 'Why not?' })
  const { webhook } = await root('createWebhook', {
    name: 'chat',
    url: 'http://127.0.0.1:9/hook',
    events: [{ entity: 'MODEL_VERSION', action: 'CREATED' }],
  })
  const experiment_ids = ['1', '2', '3']
  const { runs = [] } = await root('searchRuns', { experiment_ids })
  const { models = [] } = await root('searchLoggedModels', { experiment_ids })
  const run = (wanted: string) => `runs/${runs.find(({ info }) => info.run_name === wanted)?.info.run_id}`
  const logged = `logged-models/${models[0]?.info.model_id}`
  const poisson = run('poisson, hours by day')
  const model = `models/${name}`
  const version = `${model}/versions/3`
  return {
    models: [
      ['models', name],
      ['models?view=cards&by=owner', 'mira.okafor'],
      ['models?q=nonsense', 'No models match'],
      ['models?q=name+LIKE', 'LIKE'],
    ],
    model: [
      [model, 'Version 3'],
      [`${model}?chart=rmse`, 'of each version’s source run'],
      [`${model}?by=stage`, 'load_model'],
      [`${model}/activity`, 'asked to'],
      ['models/bike-fault-risk/policy', '2 approvals'],
    ],
    version: [
      [version, 'Lineage'],
      [`${model}/versions/2`, 'asked to'],
      [`${version}/artifacts`, 'MLmodel'],
      [`${version}/artifacts/MLmodel`, 'python_function'],
      [`${version}/changes?show=all`, 'Difference'],
      [`${model}/versions/2/changes`, 'asked to'],
      [`${version}/activity`, 'Version 3'],
    ],
    compareVersions: [
      ['compare?version=station-demand%401&version=station-demand%403&base=station-demand%401', 'better'],
    ],
    health: [['registry/health', 'versions checked']],
    which: [['registry/which', 'Only the hashes are sent']],
    reviews: [['reviews', 'Ready for Production']],
    experiments: [
      ['experiments', name],
      ['experiments?view=deleted', 'No deleted experiments'],
    ],
    runs: [['experiments/1,2,3/runs', 'Duration']],
    compareRuns: [['compare/runs?experiments=1,2,3', 'Parallel coordinates']],
    run: [
      [poisson, 'Python equivalent'],
      [`${run('mlp 16, final')}/metrics`, 'System metrics (2)'],
      [`${poisson}/models`, 'Logged models'],
      [`${poisson}/artifacts`, 'evaluation'],
      [`${poisson}/artifacts/evaluation/report.html`, 'report.html'],
      [`${poisson}/artifacts/evaluation/holdout.csv`, 'holdout.csv'],
      [`${poisson}/artifacts/evaluation/holdout.parquet`, 'holdout.parquet'],
      [`${poisson}/artifacts/evaluation/residuals by hour.png`, 'residuals by hour.png'],
      [`${poisson}/artifacts/model/python_env.yaml`, 'python_env.yaml'],
      [`${run('boosting, tuned')}/artifacts/exploration.ipynb`, 'exploration.ipynb'],
      [`${run('logistic')}/artifacts/evaluation/riskiest.json`, 'riskiest.json'],
      [`${run('drift, last month')}/artifacts/drift.md`, 'drift.md'],
    ],
    loggedModel: [
      [logged, 'MLmodel'],
      [`${logged}/artifacts/MLmodel`, 'python_function'],
    ],
    settings: [['settings', 'Backend']],
    profile: [['settings/profile', 'root']],
    people: [['settings/people', 'ada']],
    webhooks: [['settings/webhooks', 'chat']],
    webhook: [[`settings/webhooks/${webhook.webhook_id}`, 'Deliveries']],
    audit: [['settings/audit', 'root']],
    welcome: [[`welcome#${invited.secret}`, 'Password']],
    signedIn: [['signed-in', 'You are']],
    shared: [[`shared#${shared.secret}`, name]],
  }
}
