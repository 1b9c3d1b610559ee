import type { Page, Request } from '@playwright/test'
import { type PageName, pages } from '#contract/pages.ts'
import { expect, test } from '../accounts/team.ts'
import { only } from '../fixtures.ts'
import { seedAddresses } from '../seeds/addresses.ts'
import { inSteps, stopTime } from './load-in-steps.ts'

/** A way to a page from inside the app. */
type Click = {
  /** Where it is, below the base URL, if the click before does not lead there. */
  from?: string
  /** What is done there before, which may ask for more by itself. */
  first?: (page: Page) => Promise<unknown>
  press: (page: Page) => Promise<unknown>
  /** What the page shows then. */
  shows: string
  /** How many steps it takes at most, if not STEPS. */
  steps?: number
  /** Paths that its first step asks for, beside the code. */
  asks?: readonly string[]
}

type TabOf<P extends PageName> = (typeof pages)[P] extends { tabs: readonly (infer Tab extends string)[] } ? Tab : never
/** Of each page and of each of its tabs; '' is the first. */
type Clicks = { [P in PageName]: { [Tab in '' | TabOf<P>]: readonly Click[] } }

const link = (name: string | RegExp) => (page: Page) =>
  page.locator('#page').getByRole('link', { name, exact: true }).first().click()
const inRail = (name: string) => (page: Page) =>
  page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name }).click()
const tab = (name: string) => (page: Page) => page.getByRole('tab', { name, exact: true }).click()
const inSettings = (name: string) => (page: Page) =>
  page.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name }).click()

/** Selects the first two rows of the page's table. */
async function selectTwo(page: Page) {
  const boxes = page.locator('#page').getByRole('checkbox', { name: /^Select (?!all)/ })
  for (const at of [0, 1]) await boxes.nth(at).check()
  await expect(page.getByRole('link', { name: 'Compare', exact: true })).toBeVisible()
}

const nowhere = { '': [] }

/** The input example comes once the MLmodel names it. */
const toUse: Click = {
  press: link('Show code for Production and aliases'),
  shows: 'mlflow.pyfunc',
  steps: 3,
  asks: ['MLmodel'],
}

/** In the sample project, with a request and a webhook. A page or tab that is not here does not compile. */
const clicks: Clicks = {
  experiments: { '': [{ from: 'settings', press: inRail('Experiments'), shows: 'bike-faults' }] },
  runs: { '': [{ press: link('station-demand'), shows: 'poisson, hours by day' }] },
  run: {
    '': [{ press: link('poisson, hours by day'), shows: 'Python equivalent' }],
    metrics: [{ press: tab('Metrics'), shows: 'logged once' }],
    'artifacts/*': [{ press: tab('Artifacts'), shows: 'evaluation' }],
    models: [{ press: tab('Models'), shows: 'Logged models' }],
  },
  loggedModel: {
    '': [{ press: link('model'), shows: 'MLmodel' }],
    'artifacts/*': [
      { press: (page) => page.getByRole('treeitem', { name: 'MLmodel' }).click(), shows: 'python_function' },
    ],
  },
  models: { '': [{ press: inRail('Models'), shows: 'station-demand' }] },
  // One version after the other is looked at, and how many were is told.
  health: { '': [{ press: link('Registry health'), shows: 'Stale after', steps: Infinity }] },
  which: { '': [{ from: 'models', press: link('Which version is this?'), shows: 'Only the hashes are sent' }] },
  model: {
    '': [{ from: 'models', press: link('station-demand'), shows: 'Version 3' }, toUse],
    activity: [{ press: tab('Activity'), shows: 'asked to' }],
    policy: [{ press: tab('Policy'), shows: 'Add rule' }],
  },
  compareVersions: {
    '': [{ from: 'models/station-demand', first: selectTwo, press: link('Compare'), shows: 'better' }],
  },
  version: {
    '': [{ from: 'models/station-demand', press: link(/^(Version )?3$/), shows: 'Lineage' }],
    'artifacts/*': [{ press: tab('Artifacts'), shows: 'MLmodel' }],
    // The runs and folders of both versions, then the hashes of their files.
    changes: [{ press: tab('Changes'), shows: 'Difference', steps: 3, asks: ['mlflow/logged-models/'] }],
    activity: [{ press: tab('Activity'), shows: 'Version 3' }],
  },
  reviews: { '': [{ press: inRail('Reviews'), shows: 'Ready for Production' }] },
  compareRuns: {
    '': [
      {
        from: 'experiments/1/runs',
        first: selectTwo,
        press: link('Compare'),
        shows: 'Parallel coordinates',
        asks: ['mlflow/runs/search'],
      },
    ],
  },
  settings: {
    '': [
      {
        press: (page) => page.getByRole('link', { name: 'Settings' }).click(),
        shows: 'Backend',
        asks: ['modelshelf/policy'],
      },
    ],
  },
  // These ask by their URL alone, so their calls and code come at once.
  profile: { '': [{ press: inSettings('Profile'), shows: 'Sessions', steps: 1 }] },
  people: { '': [{ press: inSettings('People'), shows: 'ada', steps: 1 }] },
  audit: { '': [{ press: inSettings('Audit log'), shows: 'Token first used', steps: 1 }] },
  webhooks: { '': [{ press: inSettings('Webhooks'), shows: 'chat', steps: 1 }] },
  webhook: { '': [{ press: link('chat'), shows: 'Deliveries', steps: 1 }] },
  // Only links from outside of the app lead there.
  welcome: nowhere,
  signedIn: nowhere,
  shared: nowhere,
}

/** To the palette, what it finds, and there. */
const found: readonly Click[] = [
  { from: 'settings', press: (page) => page.keyboard.press('Control+k'), shows: 'Registry health' },
  { press: typeSlowly, shows: 'Version 3' },
  // Its run and files, then what is in these: no page before has read the version.
  { press: (page) => page.keyboard.press('Enter'), shows: 'Lineage', steps: 3 },
  // What is missing is asked for once.
  { from: 'settings', first: findNothing, press: (page) => page.keyboard.press('Enter'), shows: 'Run not found' },
]

/** Pauses between a model and its version until the models are asked for, which both searches need; none is answered meanwhile. */
async function typeSlowly(page: Page) {
  for (const [typed, words] of [
    ['demand', ['demand']],
    [' 3', ['demand', '3']],
  ] as const) {
    const asked = page.waitForRequest((request) => request.postData()?.includes(JSON.stringify(words)) ?? false)
    await page.keyboard.type(typed)
    await asked
  }
}

/** Finds a run that is not there. */
async function findNothing(page: Page) {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('0123456789abcdef0123456789abcdef')
  await expect(page.getByRole('option', { name: /^Run 0123/ })).toBeVisible()
}

/** Code and first calls, then what these lead to. */
const STEPS = 2

test.use({ allowedStatuses: [404] })

test(
  'a click takes two steps and asks for nothing twice',
  only('embedded', 'MLflow has no accounts of ours'),
  async ({ page, team }) => {
    test.slow()
    await seedAddresses(page, team)
    await stopTime(page)
    const ways = Object.values<Record<string, readonly Click[]>>(clicks).flatMap((tabs) => Object.values(tabs).flat())
    const known = new Set<string>()
    for (const { from, first, press, shows, steps: most = STEPS, asks = [] } of [...ways, ...found]) {
      if (from !== undefined) {
        known.clear()
        await page.goto(`${team.url}${from}`, { waitUntil: 'networkidle' })
      }
      await first?.(page)
      const before = new URL(page.url()).pathname
      const content = page.locator('#page, [role=dialog]').getByText(shows).filter({ visible: true }).first()
      const steps = (await inSteps(page, () => press(page), content, { pause: 40 })).map((requests) =>
        requests.map(nameOf),
      )
      const way = `${before} → ${new URL(page.url()).pathname}`
      expect.soft(steps.slice(most), `asked for later than in step ${most}, ${way}`).toEqual([])
      const unasked = asks.filter((path) => !steps[0]?.join('\n').includes(path))
      expect.soft(unasked, `not asked for in step 1, ${way}: ${steps[0]?.join('\n')}`).toEqual([])
      const asked = steps.flat()
      const again = asked.filter((name, at) => known.has(name) || asked.indexOf(name) < at)
      expect.soft(again, `asked for again, ${way}`).toEqual([])
      for (const name of asked) known.add(name)
    }
  },
)

const nameOf = (request: Request) => {
  const { pathname, search } = new URL(request.url())
  return [request.method(), `${pathname}${search}`, request.postData(), request.headers()['range']]
    .filter(Boolean)
    .join(' ')
}
