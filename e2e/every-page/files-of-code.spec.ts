import type { BrowserContext, Page } from '@playwright/test'
import type { PageName } from '#contract/pages.ts'
import { expect, type Team, test } from '../accounts/team.ts'
import { only } from '../fixtures.ts'
import { distinct, watchCost } from '../../testbed/cost.ts'

/** Each file costs a request, and compresses worse than in a larger one. */
const MOST_FILES = 8
/** Calls that the document does not answer; and how many requests lead to the last one, the first of which the document names. */
const MOST = { calls: 1, depth: 2 }

test.use({ allowedStatuses: [401, 404] })

test(
  'no page loads more than 8 files of code, or needs more calls and steps than it may, whatever opens with it',
  only('embedded', 'MLflow has no accounts of ours'),
  async ({ page, team, context }) => {
    test.slow()
    await expectFew(page, team, 'models', 'Sign in', { calls: 4 })
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

/** Opens an address and holds what that costs. */
async function expectFew(page: Page, team: Team, ...[path, shows, more]: Address) {
  const { files = MOST_FILES, calls: mostCalls, depth } = { ...MOST, ...more }
  let cost = await costOf(page, team, path, shows)
  // Rows that a busy machine draws more than 30 ms apart share no call, so it fails only if every attempt has one too many.
  for (let again = 0; distinct(cost.calls).length > mostCalls && again < 2; again += 1)
    cost = await costOf(page, team, path, shows)
  const code = distinct(cost.code)
  const calls = distinct(cost.calls)
  expect.soft(code.length, `files of code, ${path}`).toBeGreaterThan(2) // something was counted
  expect.soft(code.slice(files), `beyond ${files} files of code, ${path}`).toEqual([])
  expect.soft(calls, `at most ${mostCalls} calls, ${path}`).toHaveLength(Math.min(calls.length, mostCalls))
  const late = [...cost.steps].filter(([, at]) => at > depth).map(([asked]) => asked)
  expect.soft(late, `asked for later than in step ${depth}, ${path}`).toEqual([])
}

/** What an address costs until it has asked for everything. */
async function costOf(page: Page, { url }: Team, path: string, shows: string) {
  await page.goto('about:blank') // a fragment alone would load nothing
  const cost = await watchCost(page)
  await page.goto(`${url}${path}`)
  await expect(page.getByText(shows).filter({ visible: true }).first(), path).toBeVisible()
  await expect(page.locator('.MuiSkeleton-root'), path).toHaveCount(0)
  await page.waitForLoadState('networkidle')
  await cost.stop()
  return cost
}

/** `more`: what it may ask for that others may not. */
type Address = [path: string, shows: string, more?: Partial<typeof MOST & { files: number }>]

/** A notebook with a formula, code and a table in HTML. */
const NOTEBOOK = JSON.stringify({
  cells: [
    { cell_type: 'markdown', metadata: {}, source: ['# Loss\n', '$$\\sum_i (y_i - \\hat y_i)^2$$ and $x^2$'] },
    {
      cell_type: 'code',
      execution_count: 1,
      metadata: {},
      source: ['import pandas as pd\n', 'pd.DataFrame()'],
      outputs: [
        {
          output_type: 'execute_result',
          execution_count: 1,
          metadata: {},
          data: { 'text/html': ['<table><tr><td>7</td></tr></table>'], 'text/latex': ['$\\frac{1}{2}$'] },
        },
      ],
    },
  ],
  metadata: { language_info: { name: 'python' } },
  nbformat: 4,
  nbformat_minor: 5,
})

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
  const place = runs.find(({ info }) => info.run_name === 'poisson, hours by day')?.info.artifact_uri
  const stored = await page.request.put(
    `${url}${place?.replace('mlflow-artifacts:/', 'api/2.0/mlflow-artifacts/artifacts/')}/formulas.ipynb`,
    { data: NOTEBOOK, headers: { Origin: new URL(url).origin } },
  )
  expect(stored.ok(), await stored.text()).toBe(true)
  const logged = `logged-models/${models[0]?.info.model_id}`
  const poisson = run('poisson, hours by day')
  const model = `models/${name}`
  const version = `${model}/versions/3`
  return {
    models: [
      ['models', name],
      ['models?view=cards&by=owner', 'mira.okafor', { calls: 2 }],
      ['models?q=nonsense', 'No models match'],
      ['models?q=name+LIKE', 'LIKE', { calls: 3 }],
    ],
    model: [
      [model, 'Version 3'],
      [`${model}?chart=rmse`, 'of each version’s source run'],
      [`${model}?by=stage`, 'load_model', { calls: 5 }],
      // Both at once: the chart brings two files, and how to load a version two others.
      [`${model}?chart=rmse&by=stage`, 'load_model', { calls: 5, files: 10 }],
      [`${model}/activity`, 'asked to'],
      ['models/bike-fault-risk/policy', '2 approvals'],
    ],
    version: [
      [version, 'Lineage'],
      [`${model}/versions/2`, 'asked to', { calls: 2 }],
      [`${version}/artifacts`, 'MLmodel'],
      [`${version}/artifacts/MLmodel`, 'python_function'],
      [`${version}/changes?show=all`, 'Difference', { calls: 19 }],
      [`${model}/versions/2/changes`, 'asked to', { calls: 26 }],
      [`${version}/activity`, 'Version 3'],
    ],
    compareVersions: [
      [
        'compare?version=station-demand%401&version=station-demand%403&base=station-demand%401',
        'better',
        { calls: 11 },
      ],
    ],
    // The files of each version that is in use.
    health: [['registry/health', 'versions checked', { calls: 30 }]],
    which: [['registry/which', 'Only the hashes are sent']],
    reviews: [['reviews', 'Ready for Production', { calls: 5 }]],
    experiments: [
      ['experiments', name],
      ['experiments?view=deleted', 'No deleted experiments'],
    ],
    runs: [['experiments/1,2,3/runs', 'Duration', { calls: 2 }]],
    compareRuns: [['compare/runs?experiments=1,2,3', 'Parallel coordinates', { calls: 6 }]],
    run: [
      [poisson, 'Python equivalent'],
      [`${run('mlp 16, final')}/metrics`, 'System metrics (2)', { calls: 8 }],
      [`${poisson}/models`, 'Logged models'],
      [`${poisson}/artifacts`, 'evaluation'],
      [`${poisson}/artifacts/evaluation/report.html`, 'report.html'],
      [`${poisson}/artifacts/evaluation/holdout.csv`, 'holdout.csv'],
      [`${poisson}/artifacts/evaluation/holdout.parquet`, 'holdout.parquet'],
      [`${poisson}/artifacts/evaluation/residuals by hour.png`, 'residuals by hour.png'],
      [`${poisson}/artifacts/model/python_env.yaml`, 'python_env.yaml', { calls: 3 }],
      [`${run('boosting, tuned')}/artifacts/exploration.ipynb`, 'exploration.ipynb'],
      // The ninth is read only by whoever has a formula.
      [`${poisson}/artifacts/formulas.ipynb`, 'formulas.ipynb', { files: 9 }],
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
