import type { Page } from '@playwright/test'
import type { Places } from './servers.ts'
import { accountScenes } from './account-scenes.ts'
import type { Scene } from './scene.ts'
import { away, broken, held, openDialog, askToMove, openMenu } from './acts.ts'

export function scenes(places: Places): Scene[] {
  return [
    ...nothing(places),
    ...work(places),
    ...dialogs(places),
    ...thousands(places),
    ...trouble(places),
    ...accountScenes(places.accounts),
  ]
}

const at = (base: string, ...parts: string[]) => new URL(parts.map(encodeURIComponent).join('/'), base).href

/** An empty server. */
const nothing = ({ empty }: Places): Scene[] => [
  { name: 'empty-models', url: at(empty, 'models') },
  { name: 'empty-health', url: at(empty, 'registry', 'health') },
  { name: 'empty-comparison', url: at(empty, 'compare') },
  { name: 'empty-run-comparison', url: at(empty, 'compare', 'runs') },
  { name: 'empty-reviews', url: at(empty, 'reviews') },
  { name: 'empty-experiments', url: at(empty, 'experiments') },
  { name: 'empty-runs', url: at(empty, 'experiments', '0', 'runs') },
  { name: 'empty-settings', url: at(empty, 'settings') },
  { name: 'empty-webhooks', url: at(empty, 'settings', 'webhooks') },
]

/** Every page, tab and kind of artifact of the sample project. */
function work({ sample: { url, experiment, run, loggedModel, webhook } }: Places): Scene[] {
  const poisson = run('poisson, hours by day')
  const artifact = (name: string, runId: string, ...path: string[]) => ({
    name: `artifact-${name}`,
    url: at(url, 'runs', runId, 'artifacts', ...path),
  })
  return [
    { name: 'models', url: at(url, 'models') },
    { name: 'models-catalogue', url: `${at(url, 'models')}?view=cards&by=owner` },
    { name: 'models-nothing-matches', url: `${at(url, 'models')}?q=nonsense` },
    { name: 'models-bad-filter', url: `${at(url, 'models')}?q=name+LIKE+%27a%27+AND` },
    { name: 'model', url: at(url, 'models', 'station-demand') },
    { name: 'version', url: at(url, 'models', 'station-demand', 'versions', '3') },
    { name: 'version-artifacts', url: at(url, 'models', 'station-demand', 'versions', '3', 'artifacts') },
    { name: 'version-changes', url: at(url, 'models', 'station-demand', 'versions', '3', 'changes') },
    { name: 'version-without-model', url: at(url, 'models', 'fault-thresholds', 'versions', '2') },
    { name: 'model-on-a-day', url: `${at(url, 'models', 'station-demand', 'activity')}?on=2026-11-01` },
    { name: 'model-policy', url: at(url, 'models', 'station-demand', 'policy') },
    { name: 'reviews-filtered', url: `${at(url, 'reviews')}?stage=Archived` },
    { name: 'model-activity', url: at(url, 'models', 'station-demand', 'activity') },
    { name: 'version-activity', url: at(url, 'models', 'station-demand', 'versions', '3', 'activity') },
    { name: 'health', url: at(url, 'registry', 'health') },
    { name: 'which', url: at(url, 'registry', 'which') },
    {
      name: 'compare-versions',
      url: `${at(url, 'compare')}?version=station-demand%401&version=station-demand%402&version=station-demand%403&base=station-demand%401`,
    },
    {
      name: 'compare-runs',
      url: `${at(url, 'compare', 'runs')}?experiments=${experiment('trip-duration')}`,
    },
    { name: 'reviews', url: at(url, 'reviews') },
    { name: 'experiments', url: at(url, 'experiments') },
    { name: 'runs', url: at(url, 'experiments', experiment('station-demand'), 'runs') },
    {
      name: 'runs-of-two',
      url: at(url, 'experiments', `${experiment('trip-duration')},${experiment('bike-faults')}`, 'runs'),
    },
    { name: 'run', url: at(url, 'runs', poisson) },
    { name: 'run-metrics', url: at(url, 'runs', run('mlp 16, final'), 'metrics') },
    { name: 'run-models', url: at(url, 'runs', poisson, 'models') },
    { name: 'run-failed', url: at(url, 'runs', run('mlp 16, sgd rate 0.5')) },
    { name: 'logged-model', url: at(url, 'logged-models', loggedModel) },
    artifact('none-chosen', poisson),
    artifact('model', poisson, 'model'),
    artifact('mlmodel', poisson, 'model', 'MLmodel'),
    artifact('picture', poisson, 'evaluation', 'residuals by hour.png'),
    artifact('html', poisson, 'evaluation', 'report.html'),
    artifact('csv', poisson, 'evaluation', 'holdout.csv'),
    artifact('parquet', poisson, 'evaluation', 'holdout.parquet'),
    artifact('notebook', run('boosting, tuned'), 'exploration.ipynb'),
    artifact('json', run('logistic'), 'evaluation', 'riskiest.json'),
    artifact('markdown', run('drift, last month'), 'drift.md'),
    artifact('missing', poisson, 'no such file'),
    { name: 'settings', url: at(url, 'settings') },
    { name: 'webhooks', url: at(url, 'settings', 'webhooks') },
    { name: 'webhook', url: at(url, 'settings', 'webhooks', webhook) },
    { name: 'not-found', url: at(url, 'nowhere') },
  ]
}

/** Dialogs, menus and everything else that opens over a page. */
function dialogs({ sample: { url, experiment, run } }: Places): Scene[] {
  const version = at(url, 'models', 'station-demand', 'versions', '3')
  const model = at(url, 'models', 'station-demand')
  return [
    {
      name: 'dialog-register',
      url: at(url, 'runs', run('poisson, hours by day'), 'artifacts', 'model'),
      act: openDialog('Register model'),
    },
    { name: 'dialog-webhook', url: at(url, 'settings', 'webhooks'), act: openDialog('New webhook') },
    { name: 'dialog-create-model', url: at(url, 'models'), act: openDialog('Create model') },
    { name: 'dialog-delete-model', url: model, act: openDialog('Delete') },
    { name: 'dialog-create-experiment', url: at(url, 'experiments'), act: openDialog('Create experiment') },
    { name: 'dialog-shortcuts', url: at(url, 'models'), act: (page) => page.keyboard.press('?') },
    { name: 'palette', url: at(url, 'models'), act: (page) => page.keyboard.press('Control+k') },
    { name: 'stage-menu', url: version, act: openMenu('Stage') },
    { name: 'dialog-move', url: version, act: askToMove },
    {
      name: 'description-edited',
      url: model,
      act: (page) => page.getByRole('button', { name: 'Edit description' }).click(),
    },
    { name: 'tag-added', url: version, act: (page) => page.getByRole('button', { name: 'Add tag' }).click() },
    { name: 'alias-added', url: version, act: (page) => page.getByRole('button', { name: 'Add alias' }).click() },
    {
      name: 'dialog-request-alias',
      url: version,
      act: async (page) => {
        await page.getByRole('button', { name: 'Add alias' }).click()
        await page.getByLabel('Alias', { exact: true }).fill('challenger')
        await page.getByRole('button', { name: 'Request…' }).click()
        await page.getByRole('dialog', { name: 'Request @challenger for version 3' }).waitFor()
      },
    },
    {
      name: 'columns-chosen',
      url: at(url, 'experiments', experiment('station-demand'), 'runs'),
      act: (page) => page.getByRole('button', { name: 'Columns' }).click(),
    },
    {
      name: 'runs-aside',
      url: at(url, 'experiments', experiment('station-demand'), 'runs'),
      act: (page) => page.locator('[data-table]').evaluate((table) => table.scrollTo({ left: 300 })),
    },
    {
      name: 'runs-selected',
      url: at(url, 'experiments', experiment('station-demand'), 'runs'),
      act: (page) =>
        page
          .getByRole('checkbox', { name: /^Select / })
          .nth(1)
          .click(),
    },
    {
      name: 'versions-selected',
      url: model,
      act: async (page) => {
        await page.getByRole('tab', { name: 'All' }).click()
        await page
          .getByRole('checkbox', { name: /^Select / })
          .nth(1)
          .click()
      },
    },
  ]
}

/** A thousand rows, and extreme names. */
const thousands = ({ many: { url, experiment, long, rightToLeft, run, strangeRun, file } }: Places): Scene[] => [
  { name: 'many-models', url: at(url, 'models') },
  { name: 'many-versions', url: at(url, 'models', 'model-with-versions') },
  { name: 'many-runs', url: at(url, 'experiments', experiment, 'runs') },
  { name: 'many-points', url: at(url, 'runs', run, 'metrics') },
  { name: 'many-files', url: at(url, 'runs', run, 'artifacts', 'many') },
  { name: 'long-model', url: at(url, 'models', long) },
  { name: 'long-version', url: at(url, 'models', long, 'versions', '1') },
  { name: 'right-to-left-model', url: at(url, 'models', rightToLeft) },
  { name: 'right-to-left-version', url: at(url, 'models', rightToLeft, 'versions', '1') },
  { name: 'long-run', url: at(url, 'runs', strangeRun) },
  { name: 'long-metrics', url: at(url, 'runs', strangeRun, 'metrics') },
  { name: 'long-artifact', url: at(url, 'runs', strangeRun, 'artifacts', file) },
]

/** Loading, refused, missing. */
function trouble({ sample: { url, experiment, run } }: Places): Scene[] {
  const pages = {
    models: at(url, 'models'),
    model: at(url, 'models', 'station-demand'),
    version: at(url, 'models', 'station-demand', 'versions', '3'),
    experiments: at(url, 'experiments'),
    runs: at(url, 'experiments', experiment('station-demand'), 'runs'),
    run: at(url, 'runs', run('poisson, hours by day')),
    artifacts: at(url, 'runs', run('poisson, hours by day'), 'artifacts'),
  }
  return [
    ...Object.entries(pages).flatMap(([name, address]) => [
      { name: `waiting-${name}`, url: address, before: held },
      { name: `broken-${name}`, url: address, before: broken },
    ]),
    { name: 'gone-model', url: at(url, 'models', 'nobody') },
    { name: 'gone-version', url: at(url, 'models', 'station-demand', 'versions', '99') },
    { name: 'gone-run', url: at(url, 'runs', 'f'.repeat(32)) },
    { name: 'gone-experiment', url: at(url, 'experiments', '987654', 'runs') },
    { name: 'gone-logged-model', url: at(url, 'logged-models', `m-${'f'.repeat(32)}`) },
    // What else a move changes is not read.
    ...[held, broken].map((trouble) => ({
      name: `unread-move-${trouble.name}`,
      url: pages.version,
      act: async (page: Page) => {
        await trouble(page, /model-versions\/search/)
        await askToMove(page)
      },
    })),
    { name: 'server-away', url: pages.models, act: away },
  ]
}
