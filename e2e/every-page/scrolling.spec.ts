import type { Locator, Page } from '@playwright/test'
import type { Call } from '#contract/client.ts'
import { withoutFirstAnswers } from '../../testbed/first-answers.ts'
import { longestTasks } from '../../testbed/longest-task.ts'
import { expect, test } from '../fixtures.ts'

// Rows as people have them: long names, descriptions, tags, aliases, many metrics. Answers are faked, because so much takes minutes to make.

const MANY = 10_000
/** With 150 values each: Chromium takes no more than 100 MB from Playwright. */
const MANY_RUNS = 2000
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
  creation_timestamp: 1_700_000_000_000 - at,
  last_updated_timestamp: 1_700_000_000_000 - at,
  current_stage: (['Staging', 'Production', 'Archived', 'None'] as const)[at % 4],
  description: LONG.repeat(3),
  source: `s3://bucket/${name}`,
  status: 'READY',
  tags: tags(at),
})

const run = (experiment_id: string, at: number, metrics = 100) => ({
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
    metrics: list(metrics, (n) => ({
      key: `metric_${n}`,
      value: ((at * 7919 + n * 31) % 1000) / 7,
      step: 9,
      timestamp: 1,
    })),
    params: list(50, (n) => ({ key: `param_${n}`, value: `value ${(at * (n + 3)) % 17}` })),
    tags: tags(at),
  },
})

/** Two are one's own. */
const comment = (at: number) => ({
  id: String(at),
  activity_type: 'NEW_COMMENT',
  user_id: at === 2 || at === 8 ? 'unknown' : 'mira.okafor',
  comment: `comment ${at} ${LONG.repeat(1 + (Math.abs(at) % 3))}`,
  creation_timestamp: 1_700_000_000_000 - at,
  last_updated_timestamp: 1_700_000_000_000 - at,
})

/** Where a page of a list that grows starts, and how long it is: the first is what somebody has asked for until now. */
const partOf = (url: string, next: string, first = MANY): [from: number, count: number] =>
  new URL(url).searchParams.get(next) ? [first, 100] : [0, first]

type Long = {
  path: string
  list: Locator
  /** If not what is around the list. */
  scroller?: Locator
  row: string
  /** What row `at` says, where the order is that of the answer. */
  says?: (at: number) => string
  /** How many rows there are, if not MANY. */
  count?: number
  /** How many elements the page may have. */
  nodes: number
  fake: () => Promise<unknown>
  /** Checks more, after scrolling. */
  also?: (rows: Locator) => Promise<void>
}

const longLists: Record<string, (page: Page, call: Call, unique: string) => Promise<Long>> = {
  models: async (page) => ({
    path: 'models',
    list: page.getByRole('table', { name: 'Registered models' }),
    row: 'tr[data-index]',
    says: nameOf,
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
    says: nameOf,
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
      says: nameOf,
      count: MANY_RUNS,
      nodes: 1900,
      also: walksColumns,
      fake: () =>
        page.route('**/runs/search', (route) =>
          route.fulfill({
            json: route.request().postData()?.includes('start_time >')
              ? {}
              : { runs: list(MANY_RUNS, (at) => run(experiment_id, at)) },
          }),
        ),
    }
  },
  'values of compared runs': async (page, call, name) => {
    const { experiment_id } = await call('createExperiment', { name })
    return {
      path: `compare/runs?${new URLSearchParams({ experiments: experiment_id, plots: 'none' })}`,
      list: page.getByRole('table', { name: 'Compared runs' }),
      row: 'tr[data-index]',
      nodes: 1470,
      also: keepsFocusedRow,
      fake: () =>
        page.route('**/runs/search', (route) =>
          route.fulfill({ json: { runs: list(100, (at) => run(experiment_id, at, 300)) } }),
        ),
    }
  },
  'events of the audit log': async (page) => ({
    path: 'settings/audit',
    list: page.getByRole('list', { name: 'Events' }),
    scroller: page.locator('html'),
    row: 'li[aria-posinset]',
    says: (at) => `token ${at} `,
    nodes: 340,
    also: showsOlder('Show older events'),
    fake: async () => {
      // Its document says that there are accounts.
      await page.route('**/settings/audit', async (route) => {
        const response = await route.fetch()
        const body = (await response.text()).replace('"auth":"none"', '"auth":"accounts"')
        await route.fulfill({ response, body })
      })
      await page.route('**/modelshelf/me', (route) => route.fulfill({ json: { name: 'root', role: 'admin' } }))
      await page.route('**/modelshelf/audit?*', (route) => {
        const [from, count] = partOf(route.request().url(), 'before')
        const event = (at: number) => ({
          id: from + at + 1,
          time: 1_700_000_000_000 - at,
          actor: 'mira.okafor',
          action: 'token-created',
          detail: { token: `${from + at} ${nameOf(at)}`, scope: 'log' },
        })
        return route.fulfill({ json: { entries: list(count, event), has_more: true } })
      })
    },
  }),
  'entries of a model’s activity': async (page, call, name) => {
    await call('createModel', { name })
    let first = MANY
    let arrived = 0
    return {
      path: `models/${encodeURIComponent(name)}/activity`,
      list: page.getByRole('list', { name: 'Activity' }),
      scroller: page.locator('html'),
      row: 'li[aria-posinset]',
      says: (at) => `comment ${at} `,
      nodes: 330,
      also: async (rows) => {
        await showsOlder('Show earlier activity')(rows)
        first = 100
        await growsInPlace(rows)
        arrived = 2
        await staysInPlace(rows)
      },
      fake: async () => {
        await page.route('**/modelshelf/activities?*', (route) => {
          const [from, count] = partOf(route.request().url(), 'page_token', first)
          const activities = list(count, (at) => comment(from + at - arrived))
          return route.fulfill({ json: { activities, next_page_token: 'more' } })
        })
        await page.route('**/comments/update', (route) => route.fulfill({ json: { comment: {} } }))
      },
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
      says: (at) => `${nameOf(at)}.parquet`,
      nodes: 1800,
      fake: () =>
        page.route('**/artifacts/list?*', (route) => route.fulfill({ json: { root_uri: 's3://bucket', files } })),
    }
  },
}

for (const [name, make] of Object.entries(longLists))
  test(`scrolling through thousands of ${name} takes no task over 50 ms, few elements and never shows blank space`, async ({
    page,
    call,
    unique,
  }) => {
    const {
      path,
      list: rows,
      row,
      says,
      count = MANY,
      nodes,
      fake,
      also,
      ...more
    } = await make(page, call, unique(name))
    const scroller = more.scroller ?? rows.locator('..')
    await withoutFirstAnswers(page)
    await fake()
    await page.goto(path)
    await expect(rows.locator(row).nth(5)).toBeVisible()
    await scroller.evaluate((element) => element.scrollIntoView({ block: 'end' }))
    const seen = { down: [] as number[], aside: [] as number[] }
    const most = { elements: 0, rows: 0 }
    const scrolled = async (way: 'top' | 'left') => {
      for (let step = 0; step <= STEPS; step += 1) {
        const drawn = await scroller.evaluate(scrollOn, { way, share: step / STEPS, row })
        expect(drawn.isFilled, `rows are drawn in view, at step ${step} of ${STEPS} to the ${way}`).toBe(true)
        most.elements = Math.max(most.elements, drawn.elements)
        most.rows = Math.max(most.rows, drawn.rows)
      }
    }
    // Only what is slow each time is slow: others keep the machine busy.
    for (let round = 0; round < 3 && isSlow(); round += 1) {
      const tasks = await longestTasks(page, { down: () => scrolled('top'), aside: () => scrolled('left') })
      seen.down.push(tasks.get('down') ?? NaN)
      seen.aside.push(tasks.get('aside') ?? NaN)
      await expect(rows.locator(row).last()).toBeInViewport()
      if (says) await expect(rows.locator(row).last()).toContainText(says(count - 1))
      await scroller.evaluate((element) => element.scrollTo({ top: 0, left: 0 }))
      await expect(rows.locator(row).first()).toBeInViewport()
      if (says) await expect(rows.locator(row).first()).toContainText(says(0))
    }
    test.info().annotations.push({ type: 'cost', description: JSON.stringify({ ...seen, ...most }) })
    expect(Math.min(...seen.down), 'something was drawn').toBeGreaterThan(1)
    expect.soft(Math.min(...seen.down), 'ms of the longest task downwards').toBeLessThanOrEqual(MOST)
    expect.soft(Math.min(...seen.aside), 'ms of the longest task sideways').toBeLessThanOrEqual(MOST)
    expect.soft(most.elements, 'elements').toBeLessThanOrEqual(nodes)
    // A window of 900 px has room for 25 rows; a few more are drawn on both sides.
    expect.soft(most.rows, 'rows').toBeLessThanOrEqual(50)
    await also?.(rows)

    function isSlow() {
      return Object.values(seen).some((times) => Math.min(...times) > MOST)
    }
  })

const STEPS = 10
const MOST = 50

/** In the page. Says what is drawn then; rows have twenty frames to come. */
async function scrollOn(scroller: Element, { way, share, row }: { way: 'top' | 'left'; share: number; row: string }) {
  if (way === 'top') scroller.scrollTop = scroller.scrollHeight * share
  else scroller.scrollLeft = scroller.scrollWidth * share
  const { left, top, width, bottom } = scroller.getBoundingClientRect()
  const isFilled = () => {
    const body = scroller.querySelector(row)?.parentElement?.getBoundingClientRect()
    if (!body) return false
    const head = scroller.querySelector('thead th')?.getBoundingClientRect().bottom ?? 0
    const [first, last] = [Math.max(top, body.top, head, 0) + 3, Math.min(bottom, body.bottom, window.innerHeight) - 3]
    return [first, (first + last) / 2, last].every((y) => {
      const drawn = document.elementFromPoint(left + width / 2, y)
      return drawn?.closest(row) && !drawn.closest('td[aria-hidden]')
    })
  }
  for (let frames = 0; frames < 2 || (frames < 20 && !isFilled()); frames += 1) {
    if (way === 'top' && share === 1) scroller.scrollTop = scroller.scrollHeight // rows may turn out higher
    // After the frame, whose layout is then not asked for twice.
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  }
  return {
    elements: document.querySelectorAll('*').length,
    rows: scroller.querySelectorAll(row).length,
    isFilled: isFilled(),
  }
}

/** Checks that the keyboard leads through columns that are drawn only when they come into view. */
async function walksColumns(rows: Locator): Promise<void> {
  expect((await rows.locator('td[data-pinned=true]').first().boundingBox())?.width).toBeGreaterThan(100)
  const heading = (at: number) => rows.getByRole('button', { name: `metric_${at}`, exact: true })
  await heading(0).focus()
  await rows.evaluate((list) => list.parentElement?.scrollTo({ left: 1e6 }))
  await expect(rows.getByRole('columnheader', { name: 'param_49' })).toBeInViewport()
  await expect(heading(10)).toHaveCount(0)
  await expect(heading(0)).toBeFocused()
  for (let at = 1; at <= 30; at += 1) {
    await expect(heading(at)).toHaveCount(1)
    await rows.page().keyboard.press('Tab')
  }
  await expect(heading(30)).toBeFocused()
  await expect(heading(30)).toBeInViewport()
  const place = await rows.getByRole('columnheader', { name: 'metric_30', exact: true }).getAttribute('aria-colindex')
  const cell = rows.locator(`tr[data-index="0"] [aria-colindex="${place}"]`)
  await expect(cell).toHaveCount(1)
  for (let at = 29; at >= 0; at -= 1) {
    await expect(heading(at)).toHaveCount(1)
    await rows.page().keyboard.press('Shift+Tab')
  }
  await expect(heading(0)).toBeFocused()
}

/** Checks that Tab leads on from a row that was scrolled out of view. */
async function keepsFocusedRow(rows: Locator): Promise<void> {
  const [first, second] = [0, 1].map((at) => rows.getByRole('button', { name: `metric_${at}`, exact: true }))
  await first!.focus()
  await rows.evaluate((list) => list.parentElement?.scrollTo({ top: 1e6 }))
  await expect(rows.getByRole('button', { name: 'metric_20', exact: true })).toHaveCount(0)
  await expect(first!).toBeFocused()
  await rows.page().keyboard.press('Tab')
  await expect(second!).toBeFocused()
  await expect(second!).toBeInViewport()
  await expect(rows.getByRole('row').first()).toHaveAttribute('aria-rowindex', '1')
  // Below the last metric is the name of the next group, which takes no focus.
  const [last, next] = ['metric_299', 'param_0'].map((name) => rows.getByRole('button', { name, exact: true }))
  await rows.evaluate((list) => list.parentElement?.scrollTo({ top: 1e6 }))
  await expect(async () => {
    await rows.evaluate((list) => list.parentElement?.scrollBy({ top: -400 }))
    await expect(last!).toHaveCount(1, { timeout: 100 })
  }).toPass()
  await last!.focus()
  await rows.evaluate((list) => list.parentElement?.scrollTo({ top: 0 }))
  await expect(rows.getByRole('button', { name: 'metric_280', exact: true })).toHaveCount(0)
  await rows.page().keyboard.press('Tab')
  await expect(next!).toBeFocused()
}

/** Checks a list that scrolls with the page and grows by a button: what that costs, where its entries stand, and where Tab leads. */
const showsOlder = (button: string) => async (rows: Locator) => {
  const page = rows.page()
  const entry = (at: number) => rows.locator(`[aria-posinset="${at}"]`)
  let took = Infinity
  for (let round = 1; round <= 3 && took > MOST; round += 1) {
    const next = async () => {
      await page.getByRole('button', { name: button }).click()
      await expect(entry(MANY + round * 100 - 99)).toBeVisible()
    }
    took = (await longestTasks(page, { next })).get('next') ?? NaN
  }
  expect.soft(took, 'ms of the longest task of the next page').toBeLessThanOrEqual(MOST)
  await page.evaluate(() => scrollTo(0, 0))
  const time = (at: number) => entry(at).locator('time')
  await time(1).focus()
  await page.evaluate(() => scrollTo(0, 1e9))
  await expect(entry(20)).toHaveCount(0)
  await expect(time(1)).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(time(2)).toBeFocused()
  await expect(time(2)).toBeInViewport()
}

/** Checks that a list of 100 entries, which are all drawn, leads on to the next ones, and keeps their heights on paper. */
async function growsInPlace(rows: Locator): Promise<void> {
  const page = rows.page()
  await page.reload()
  await expect(rows.getByRole('listitem')).toHaveCount(100)
  await page.getByRole('button', { name: 'Show earlier activity' }).click()
  await expect(rows.locator('[aria-posinset="101"]')).toBeInViewport()
  const height = async () => (await rows.boundingBox())?.height ?? NaN
  const before = await height()
  const warnings: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text())
  })
  await page.emulateMedia({ media: 'print' })
  await expect(rows.getByRole('listitem')).toHaveCount(200)
  await page.emulateMedia({ media: 'screen' })
  await expect(rows.locator('[aria-posinset="200"]')).toHaveCount(0)
  expect(await height(), 'px after Ctrl+P was cancelled').toBeGreaterThan(before - 10)
  expect(warnings).toEqual([])
}

/** Checks that entries which come in above leave those in view where they are, and an editor out of view open. */
async function staysInPlace(rows: Locator): Promise<void> {
  const page = rows.page()
  const entry = (id: number) => rows.locator(`[data-entry="${id}"]`)
  const edit = (id: number) => entry(id).getByRole('button', { name: 'Edit' }).click()
  const editors = rows.getByRole('textbox', { name: 'Edit comment' })
  await page.evaluate(() => scrollTo(0, 0))
  await edit(2)
  await editors.fill('Half a sentence')
  await entry(8).evaluate((element) => element.scrollIntoView())
  await edit(8)
  const top = async () => Math.round((await entry(8).boundingBox())?.y ?? NaN)
  const before = await top()
  await entry(8).getByRole('button', { name: 'Save' }).click()
  await expect(entry(8)).toHaveAttribute('aria-posinset', '11')
  expect(Math.abs((await top()) - before), 'px by which an entry in view moved').toBeLessThanOrEqual(2)
  await page.evaluate(() => scrollTo(0, 1e9))
  await expect(entry(8)).toHaveCount(0)
  await expect(editors).toHaveValue('Half a sentence')
}
