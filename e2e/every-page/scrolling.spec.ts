import type { Locator, Page } from '@playwright/test'
import type { Call } from '#contract/client.ts'
import { withoutFirstAnswers } from '../../testbed/first-answers.ts'
import { longestTasks } from '../../testbed/longest-task.ts'
import { expect, test } from '../fixtures.ts'

// Rows as people have them: long names, descriptions, tags, aliases, many metrics. Answers are faked, because so much takes minutes to make.

const MANY = 10_000
const LONG = 'Retrained on the fares of the night before, without the airport, whose meters were wrong. '
const list = <Item>(count: number, make: (at: number) => Item) => Array.from({ length: count }, (_, at) => make(at))
const tags = (at: number) => [
  { key: 'team', value: `rides-${at % 40}` },
  { key: 'validation', value: at % 3 ? 'passed' : 'failed' },
  { key: 'trained_on', value: `s3://warehouse/fares/2026-11-${(at % 28) + 1}` },
]
const nameOf = (at: number) => `taxi-fares-with-a-name-as-long-as-teams-give-them-${String(at).padStart(5, '0')}`
const idOf = (at: number) => at.toString(16).padStart(32, '0')

const version = (name: string, at: number) => ({
  name,
  version: String(MANY - at),
  creation_timestamp: 1_700_000_000_000 + at,
  last_updated_timestamp: 1_700_000_000_000 + at,
  current_stage: (['Staging', 'Production', 'Archived', 'None'] as const)[at % 4],
  description: LONG.repeat(3),
  source: `s3://bucket/${name}`,
  status: 'READY',
  tags: tags(at),
})

const run = (experiment_id: string, at: number) => ({
  info: {
    run_id: idOf(at),
    experiment_id,
    run_name: nameOf(at),
    status: 'FINISHED',
    lifecycle_stage: 'active',
    user_id: 'mira.okafor',
    start_time: 1_700_000_000_000 - at,
    end_time: 1_700_000_060_000 - at,
  },
  data: {
    metrics: list(100, (n) => ({
      key: `metric_${n}`,
      value: ((at * 7919 + n * 31) % 1000) / 7,
      step: 9,
      timestamp: 1,
    })),
    params: list(50, (n) => ({ key: `param_${n}`, value: `value ${(at * (n + 3)) % 17}` })),
    tags: tags(at),
  },
})

/** Where it is, what it is called, what its rows are, how many elements the page may have, and how its answers are faked. */
type Long = { path: string; list: Locator; row: string; nodes: number; fake: () => Promise<unknown> }

const longLists: Record<string, (page: Page, call: Call, unique: string) => Promise<Long>> = {
  models: async (page) => ({
    path: 'models',
    list: page.getByRole('table', { name: 'Registered models' }),
    row: 'tr[data-index]',
    nodes: 1300,
    fake: () =>
      page.route('**/registered-models/search?*', (route) =>
        route.fulfill({
          json: {
            registered_models: list(MANY, (at) => ({
              name: nameOf(at),
              creation_timestamp: 1_700_000_000_000 + at,
              last_updated_timestamp: 1_700_000_000_000 + at,
              description: LONG.repeat(3),
              tags: tags(at),
              aliases: [
                { alias: 'champion', version: '3' },
                { alias: 'challenger', version: '4' },
              ],
              latest_versions: [version(nameOf(at), 0), version(nameOf(at), 1)],
            })),
          },
        }),
      ),
  }),
  versions: async (page, call, name) => {
    await call('createModel', { name })
    await call('createVersion', { name, source: 's3://bucket/model' })
    return {
      path: `models/${encodeURIComponent(name)}`,
      list: page.getByRole('table', { name: 'Versions' }),
      row: 'tr[data-index]',
      nodes: 1450,
      fake: async () => {
        await page.route('**/model-versions/search?*', (route) =>
          route.fulfill({ json: { model_versions: list(MANY, (at) => version(name, at)) } }),
        )
      },
    }
  },
  experiments: async (page) => ({
    path: 'experiments',
    list: page.getByRole('table', { name: 'Experiments' }),
    row: 'tr[data-index]',
    nodes: 1850,
    fake: () =>
      page.route('**/experiments/search', (route) =>
        route.fulfill({
          json: {
            experiments: list(MANY, (at) => ({
              experiment_id: String(at + 1),
              name: nameOf(at),
              artifact_location: `s3://bucket/experiments/${at}`,
              lifecycle_stage: 'active',
              creation_time: 1_700_000_000_000 + at,
              last_update_time: 1_700_000_000_000 + at,
              tags: [...tags(at), { key: 'mlflow.note.content', value: LONG }],
            })),
          },
        }),
      ),
  }),
  runs: async (page, call, name) => {
    const { experiment_id } = await call('createExperiment', { name })
    const columns = [...list(100, (n) => `metrics.metric_${n}`), ...list(50, (n) => `params.param_${n}`)]
    return {
      path: `experiments/${experiment_id}/runs?${new URLSearchParams(columns.map((id) => ['col', id]))}`,
      list: page.getByRole('table', { name: 'Runs' }),
      row: 'tr[data-index]',
      nodes: 2600,
      fake: () =>
        page.route('**/runs/search', (route) =>
          route.fulfill({
            json: route.request().postData()?.includes('start_time >')
              ? {}
              : { runs: list(2000, (at) => run(experiment_id, at)) },
          }),
        ),
    }
  },
  files: async (page, call, name) => {
    const { experiment_id } = await call('createExperiment', { name })
    const { run } = await call('createRun', { experiment_id, start_time: Date.now() })
    const files = list(MANY, (at) => ({ path: `${nameOf(at)}.parquet`, is_dir: false, file_size: 1_000_000 + at }))
    return {
      path: `runs/${run.info.run_id}/artifacts`,
      list: page.getByRole('tree', { name: 'Artifacts' }),
      row: '[role=treeitem]',
      nodes: 1800,
      fake: () =>
        page.route('**/artifacts/list?*', (route) => route.fulfill({ json: { root_uri: 's3://bucket', files } })),
    }
  },
}

for (const [name, make] of Object.entries(longLists))
  test(`scrolling through thousands of ${name} takes no task over 50 ms and few elements`, async ({
    page,
    call,
    unique,
  }) => {
    const { path, list: rows, row, nodes, fake } = await make(page, call, unique(name))
    await withoutFirstAnswers(page)
    await fake()
    await page.goto(path)
    await expect(rows.locator(row).nth(10)).toBeVisible()
    if (name === 'runs')
      expect((await rows.locator('td[data-pinned=true]').first().boundingBox())?.width).toBeGreaterThan(100)
    const seen = { down: [] as number[], aside: [] as number[] }
    let most = 0
    const scrolled = async (way: 'top' | 'left') => {
      for (let step = 0; step <= STEPS; step += 1)
        most = Math.max(most, await rows.evaluate(scrollOn, { way, share: step / STEPS }))
    }
    // Only what is slow each time is slow: others keep the machine busy.
    for (let round = 0; round < 3 && isSlow(); round += 1) {
      const tasks = await longestTasks(page, { down: () => scrolled('top'), aside: () => scrolled('left') })
      seen.down.push(tasks.get('down') ?? NaN)
      seen.aside.push(tasks.get('aside') ?? NaN)
    }
    test.info().annotations.push({ type: 'cost', description: JSON.stringify({ ...seen, most }) })
    expect(Math.min(...seen.down), 'something was drawn').toBeGreaterThan(1)
    expect.soft(Math.min(...seen.down), 'ms of the longest task downwards').toBeLessThanOrEqual(MOST)
    expect.soft(Math.min(...seen.aside), 'ms of the longest task sideways').toBeLessThanOrEqual(MOST)
    expect.soft(most, 'elements').toBeLessThanOrEqual(nodes)

    function isSlow() {
      return Object.values(seen).some((times) => Math.min(...times) > MOST)
    }
  })

const STEPS = 10
const MOST = 50

/** In the page. Says how many elements it has then. */
async function scrollOn(list: Element, { way, share }: { way: 'top' | 'left'; share: number }): Promise<number> {
  const scroller = list.parentElement!
  if (way === 'top') scroller.scrollTop = scroller.scrollHeight * share
  else scroller.scrollLeft = scroller.scrollWidth * share
  for (let frames = 0; frames < 3; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
  return document.querySelectorAll('*').length
}
