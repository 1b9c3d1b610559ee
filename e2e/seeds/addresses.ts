import type { Page } from '@playwright/test'
import type { PageName } from '#contract/pages.ts'
import type { Team } from '../accounts/team.ts'
import { expect } from '../fixtures.ts'

/** `more`: what it may ask for that others may not. */
export type Address = [path: string, shows: string, more?: { calls: number }]

/** All charts of compared runs, and all that is chosen in them. */
const PLOTS = new URLSearchParams([
  ['plots', 'axes,scatter,curves'],
  ['x', 'Metrics.rmse'],
  ['y', 'Metrics.mae'],
  ['color', 'Metrics.rmse'],
  ['curve', 'rmse'],
  ['group', 'model'],
  ['over', 'time'],
  ['scale', 'log'],
  ['smooth', '0.5'],
  ['range', '["Metrics.rmse",0,1000]'],
  ['show', 'all'],
  ['rows', 'rmse'],
])

/** Markdown with all that needs code of its own. */
const RICH =
  '# Loss\n\nThe <b>squared</b> one:\n\n$$\\sum_i (y_i - \\hat y_i)^2$$\n\n```python\nimport pandas as pd\n```\n'

/** A notebook in R with such Markdown, code and a table in HTML. */
const NOTEBOOK = JSON.stringify({
  cells: [
    { cell_type: 'markdown', metadata: {}, source: [RICH] },
    {
      cell_type: 'code',
      execution_count: 1,
      metadata: {},
      source: ['data.frame()'],
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
  metadata: { language_info: { name: 'R', file_extension: '.r' } },
  nbformat: 4,
  nbformat_minor: 5,
})

/** Files of kinds that the sample project has none of, or simpler ones. */
const FILES = {
  'formulas.ipynb': NOTEBOOK,
  'loss.md': RICH,
  'main.go': 'package main\n',
  'paper.pdf': '%PDF-1.4\n',
  'alarm.wav': 'RIFF',
  'ride.webm': 'webm',
  'model.pkl': 'pickle',
  'weights.bin': 'bytes',
}

/** The sample project with a request, a webhook, a link and a notebook; every page by its name, with what it may show at first. */
export async function seedAddresses(
  page: Page,
  { url, root, signIn }: Team,
): Promise<Record<PageName, readonly Address[]>> {
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
  const ids = runs.slice(0, 3).map(({ info }) => info.run_id)
  const run = (wanted: string) => `runs/${runs.find(({ info }) => info.run_name === wanted)?.info.run_id}`
  const place = runs.find(({ info }) => info.run_name === 'poisson, hours by day')?.info.artifact_uri
  for (const [file, data] of Object.entries(FILES)) {
    const stored = await page.request.put(
      `${url}${place?.replace('mlflow-artifacts:/', 'api/2.0/mlflow-artifacts/artifacts/')}/${file}`,
      { data, headers: { Origin: new URL(url).origin } },
    )
    expect(stored.ok(), await stored.text()).toBe(true)
  }
  await root('updateVersion', { name, version: '2', description: RICH })
  const logged = `logged-models/${models[0]?.info.model_id}`
  const poisson = run('poisson, hours by day')
  const model = `models/${name}`
  const version = `${model}/versions/3`
  return {
    models: [
      ['models', name],
      ['models?view=cards&by=owner&col=metrics', 'mira.okafor', { calls: 2 }],
      ['models?q=nonsense', 'No models match'],
      ['models?q=name+LIKE', 'LIKE', { calls: 3 }],
      ['models?q=station&metric=rmse&value=best&stage=Production&sort=metric', name, { calls: 6 }],
    ],
    model: [
      [model, 'Version 3'],
      [
        `${model}?chart=rmse&metrics=rmse,mae&value=best&versions=all&by=stage&use=ci&ci=gitlab`,
        'mlflow',
        { calls: 6 },
      ],
      [`${model}/activity?on=2026-11-01`, 'asked to'],
      ['models/bike-fault-risk/policy', '2 approvals'],
    ],
    version: [
      [version, 'Lineage'],
      [`${model}/versions/2?value=best&use=ci`, 'asked to', { calls: 3 }],
      [`${version}/artifacts`, 'MLmodel'],
      [`${version}/artifacts/MLmodel`, 'python_function'],
      [`${version}/changes?show=all`, 'Difference', { calls: 19 }],
      [`${model}/versions/2/artifacts/MLmodel`, 'asked to'],
      [`${model}/versions/2/changes?against=1`, 'asked to', { calls: 22 }],
      [`${version}/activity`, 'Version 3'],
    ],
    compareVersions: [
      [
        'compare?version=station-demand%401&version=station-demand%403&base=station-demand%401&show=all&rows=rmse&value=best',
        'better',
        { calls: 12 },
      ],
    ],
    // The files of each version that is in use.
    health: [['registry/health?stale=30', 'versions checked', { calls: 30 }]],
    which: [['registry/which', 'Only the hashes are sent']],
    reviews: [
      ['reviews', 'Ready for Production', { calls: 5 }],
      ['reviews?model=station-demand&by=root&waiting=me&stage=Staging&ready=Staging&policy=met', 'Reviews'],
    ],
    experiments: [
      ['experiments', name],
      ['experiments?view=deleted', 'No deleted experiments'],
    ],
    runs: [
      ['experiments/1,2,3/runs', 'Duration', { calls: 2 }],
      ['experiments/1,2/runs?value=best&sort=metrics.rmse&as=number&nest=1&about=1', 'Duration', { calls: 7 }],
    ],
    compareRuns: [
      ['compare/runs?experiments=1,2,3&first=-metrics.rmse&of=max&value=best', 'Parallel coordinates', { calls: 8 }],
      [`compare/runs?runs=${ids.join(',')}&${PLOTS}`, 'Parallel coordinates', { calls: 8 }],
    ],
    run: [
      [poisson, 'Python equivalent'],
      [`${run('mlp 16, final')}/metrics?metric=loss&x=time&y=log&smooth=0.5&value=mean&q=loss`, 'loss', { calls: 2 }],
      [`${poisson}/models`, 'Logged models'],
      [`${poisson}/artifacts`, 'evaluation'],
      [`${poisson}/artifacts/evaluation/report.html`, 'report.html'],
      [`${poisson}/artifacts/evaluation/holdout.csv`, 'holdout.csv'],
      [`${poisson}/artifacts/evaluation/holdout.parquet`, 'holdout.parquet'],
      [`${poisson}/artifacts/evaluation/residuals by hour.png`, 'residuals by hour.png'],
      [`${poisson}/artifacts/model/python_env.yaml`, 'python_env.yaml', { calls: 3 }],
      [`${run('boosting, tuned')}/artifacts/exploration.ipynb`, 'exploration.ipynb'],
      ...Object.keys(FILES).map((file): Address => [`${poisson}/artifacts/${file}`, file]),
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
    webhooks: [['settings/webhooks?model=station-demand', 'Webhooks']],
    webhook: [[`settings/webhooks/${webhook.webhook_id}`, 'Deliveries']],
    audit: [['settings/audit?account=root&action=signed-in', 'root']],
    welcome: [[`welcome#${invited.secret}`, 'Password']],
    signedIn: [['signed-in', 'You are']],
    shared: [[`shared#${shared.secret}`, name]],
  }
}
