import type { Page } from '@playwright/test'
import type { PageName } from '#contract/pages.ts'
import { NOTE_TAG } from '#contract/tags.ts'
import type { Team } from '../accounts/team.ts'
import { expect } from '../fixtures.ts'
import { FRONT_MATTER, NOTEBOOK, RICH } from './rich-texts.ts'

/**
 * `shows`: a text that only the content has, so that an empty page is noticed. `more`: how many calls the document does not answer, if any;
 * and in how many steps they come, if in more than two (files-of-code.spec.ts). Both are exact, unless what is drawn later may add some
 * (`isMost`). `requests`: how many there are in all at most, if more than 16 (beside each the reason).
 */
export type Address = [
  path: string,
  shows: string,
  more?: { calls?: number; steps?: number; requests?: number; isMost?: true },
]

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

/**
 * Files of kinds that the sample project has none of, or simpler ones; what a preview of them says, if it says anything, and what it asks for. A
 * player asks twice for what it cannot read.
 */
const FILES: Record<string, { data: string; shows?: string; calls?: number; steps?: number }> = {
  'formulas.ipynb': { data: NOTEBOOK, shows: 'val seven' },
  'loss.md': { data: FRONT_MATTER + RICH, shows: 'import pandas' },
  'main.go': { data: 'package main\n', shows: 'package main' },
  'paper.pdf': { data: '%PDF-1.4\n' },
  'alarm.wav': { data: 'RIFF', calls: 1, steps: 3 },
  'ride.webm': { data: 'webm', calls: 1, steps: 3 },
  'model.pkl': { data: 'pickle' },
  'weights.bin': { data: 'bytes', calls: 1 },
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
  for (const [file, { data }] of Object.entries(FILES)) {
    const stored = await page.request.put(
      `${url}${place?.replace('mlflow-artifacts:/', 'api/2.0/mlflow-artifacts/artifacts/')}/${file}`,
      { data, headers: { Origin: new URL(url).origin } },
    )
    expect(stored.ok(), await stored.text()).toBe(true)
  }
  await root('updateModel', { name, description: FRONT_MATTER + RICH })
  await root('updateVersion', { name, version: '2', description: RICH })
  await root('setExperimentTag', { experiment_id: '1', key: NOTE_TAG, value: FRONT_MATTER + RICH })
  const logged = `logged-models/${models[0]?.info.model_id}`
  const poisson = run('poisson, hours by day')
  const model = `models/${name}`
  const version = `${model}/versions/3`
  return {
    models: [
      ['models', name, { calls: 1 }],
      // Groups need all models, whose facts are asked for by name.
      ['models?view=cards&by=owner&col=metrics', 'mira.okafor', { calls: 2, steps: 3 }],
      ['models?q=nonsense', 'No models match', { calls: 1 }],
      // What is found, then what is known of it.
      ['models?q=name+LIKE', 'trip-duration', { calls: 3, steps: 3 }],
      // What is found, then its models, then their runs, whose values a search by metric sorts.
      ['models?q=station&metric=rmse&value=best&stage=Production&sort=metric', name, { calls: 6, steps: 5 }],
    ],
    model: [
      [model, 'Version 3'],
      // Code alone: the chart's menu, then its lines.
      [`${model}?chart=rmse`, 'Version 3', { steps: 3 }],
      // The input example that the MLmodel names.
      [`${model}?by=stage`, 'mlflow.pyfunc', { calls: 1 }],
      [
        `${model}?chart=rmse&metrics=rmse,mae&value=best&versions=all&by=stage&use=ci&ci=gitlab`,
        'mlflow',
        { calls: 2, steps: 3 },
      ],
      [`${model}/activity?on=2026-11-01`, 'asked to'],
      ['models/bike-fault-risk/policy', '2 approvals'],
    ],
    version: [
      [version, 'Lineage', { calls: 1 }],
      // The request, which the code shows, asks what the policy misses.
      [`${model}/versions/2`, 'asked to', { calls: 2, steps: 3 }],
      [`${model}/versions/2?value=best&use=ci`, 'asked to', { calls: 3, steps: 3 }],
      [`${version}/artifacts`, 'MLmodel'],
      [`${version}/artifacts/MLmodel`, 'python_function'],
      // The hashes of the files of both versions.
      [`${version}/changes?show=all`, 'Difference', { calls: 2 }],
      [`${model}/versions/2/artifacts/MLmodel`, 'asked to', { calls: 1 }],
      [`${model}/versions/2/changes?against=1`, 'asked to', { calls: 3 }],
      [`${version}/activity`, 'Version 3'],
    ],
    // Of other values than the last, the runs'.
    compareVersions: [
      ['compare?version=station-demand%401&version=station-demand%403', 'rmse'],
      [
        'compare?version=station-demand%401&version=station-demand%403&base=station-demand%401&show=all&rows=rmse&value=best',
        'better',
        { calls: 1 },
      ],
    ],
    // The document answers for the first twelve versions; others come six at a time.
    health: [['registry/health?stale=30', 'versions checked']],
    which: [['registry/which', 'Only the hashes are sent']],
    reviews: [
      ['reviews', 'Ready for Production', { calls: 3 }],
      // Models with the alias, then each one's version, then what its policy misses.
      ['reviews?model=station-demand&by=root&stage=Staging&ready=%40challenger', 'Why not?', { calls: 4, steps: 4 }],
      ['reviews?waiting=me&policy=met', 'No version outside Production matches', { calls: 2 }],
    ],
    experiments: [
      ['experiments', name, { calls: 1 }],
      ['experiments?view=deleted', 'No deleted experiments', { calls: 1 }],
      // The newest runs of what is found.
      ['experiments?q=station', name, { calls: 3, steps: 3 }],
    ],
    // The runs found, then the versions registered from them.
    runs: [
      ['experiments/1,2,3/runs', 'poisson, hours by day', { calls: 2 }],
      ['experiments/1,2,3/runs?q=poisson', 'poisson, hours by day', { calls: 6, steps: 3 }],
      // And those of rows that come into view later, once the values are sorted.
      [
        'experiments/1,2,3/runs?value=best&sort=params.alpha&as=numbers&nest=yes',
        'poisson, hours by day',
        { calls: 8, steps: 4, isMost: true },
      ],
      // Code alone: what shows Markdown, then what reads the card in it.
      ['experiments/1/runs?view=deleted&about=yes', 'No deleted runs', { calls: 3, steps: 4 }],
      ['experiments/1/runs?value=best&about=yes', 'poisson, hours by day', { calls: 6, steps: 4, isMost: true }],
    ],
    // The runs found, then the versions registered from them and curves, then the models of these versions. Curves are asked for as they
    // come into view, with the others or after them, each with a call of its own.
    compareRuns: [
      [
        'compare/runs?experiments=1,2,3&first=-metrics.rmse&of=max&value=best',
        'Parallel coordinates',
        { calls: 8, steps: 4, requests: 17, isMost: true },
      ],
      ['compare/runs?experiments=1,2,3&q=poisson', 'poisson', { calls: 4, steps: 4 }],
      [`compare/runs?runs=${ids.join(',')}&${PLOTS}`, 'Parallel coordinates', { calls: 1 }],
    ],
    run: [
      // Its child runs, if they are in view.
      [poisson, 'Python equivalent', { calls: 1, isMost: true }],
      // The lines' code comes once there are points. MLflow's call for a curve takes one metric, and there are eight in view.
      [`${run('mlp 16, final')}/metrics`, 'logged once', { calls: 8, steps: 3, requests: 17 }],
      [`${run('mlp 16, final')}/metrics?as=table`, 'within_2_minutes', { calls: 8, steps: 3, requests: 17 }],
      [
        `${run('mlp 16, final')}/metrics?metric=loss&x=time&y=log&smooth=0.5&value=mean&q=loss`,
        'train_loss',
        { calls: 2, steps: 3 },
      ],
      [`${poisson}/models`, 'Logged models'],
      [`${poisson}/artifacts`, 'evaluation'],
      [`${poisson}/artifacts/evaluation/report.html`, 'report.html', { calls: 1 }],
      [`${poisson}/artifacts/evaluation/holdout.csv`, 'predicted'],
      [`${poisson}/artifacts/evaluation/holdout.parquet`, 'predicted', { calls: 1 }],
      [`${poisson}/artifacts/evaluation/residuals by hour.png`, 'residuals by hour.png', { calls: 1 }],
      [`${poisson}/artifacts/model/python_env.yaml`, 'build_dependencies'],
      [`${run('boosting, tuned')}/artifacts/exploration.ipynb`, 'What rain does to demand'],
      ...Object.entries(FILES).map(([file, { shows = file, ...more }]): Address => [
        `${poisson}/artifacts/${file}`,
        shows,
        more,
      ]),
      [`${run('logistic')}/artifacts/evaluation/riskiest.json`, 'km_since_service'],
      [`${run('drift, last month')}/artifacts/drift.md`, 'standard deviations'],
    ],
    loggedModel: [
      [logged, 'MLmodel', { calls: 1 }],
      [`${logged}/artifacts/MLmodel`, 'python_function', { calls: 1 }],
    ],
    settings: [['settings', 'Backend']],
    profile: [['settings/profile', 'Your role is']],
    people: [['settings/people', 'ada']],
    webhooks: [['settings/webhooks?model=station-demand', 'All models']],
    webhook: [[`settings/webhooks/${webhook.webhook_id}`, 'Deliveries']],
    audit: [
      ['settings/audit', 'by root'],
      ['settings/audit?account=root&action=signed-in', 'by root', { calls: 1 }],
    ],
    welcome: [[`welcome#${invited.secret}`, 'Password', { calls: 1 }]],
    signedIn: [['signed-in', 'You are', { calls: 1 }]],
    // The version, whose description says which code shows it.
    shared: [[`shared#${shared.secret}`, name, { calls: 1, steps: 4 }]],
  }
}
