import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { BrowserContext, Locator, Page } from '@playwright/test'
import { extensions, kindOf } from '#contract/files/file-kinds.ts'
import { type Page as Listed, type PageName, pages } from '#contract/pages.ts'
import { NOTE_TAG } from '#contract/tags.ts'
import { expect, type Team, test } from '../accounts/team.ts'
import { mlflow3, only } from '../fixtures.ts'
import { loadInSteps, stopTime } from './load-in-steps.ts'
import { answersIn, noteTaken } from './taken-answers.ts'
import { type Address, seedAddresses } from '../seeds/addresses.ts'
import { folderOf, putArtifact, seedRun } from '../../testbed/artifacts.ts'
import { MLMODEL } from '../../testbed/mlmodel.ts'
import { distinct, watchCost } from '../../testbed/cost.ts'
import { FRONT_MATTER, NOTEBOOK, RICH } from '../seeds/rich-texts.ts'

/** Each file costs a request, and compresses worse than in a larger one. */
const MOST_FILES = 8
/**
 * How many calls the document does not answer; and how many steps of requests there may be: what the document names, then what that asks for; and
 * how many requests in all. In front of MLflow, whose answers no document has, what compares versions makes more.
 */
const USUAL = { calls: 0, steps: 2, requests: 16 }

test.use({ allowedStatuses: [401, 404] })

test(
  'no page loads more than 8 files of code, makes more calls than listed, or waits for an answer before it asks again, whatever opens with it',
  only('embedded', 'MLflow has no accounts of ours'),
  async ({ page, team, context }) => {
    test.slow()
    await stopTime(page)
    // The page is asked for before it is known that nobody is signed in, and the dialog's code after it.
    await expectFew(page, team, 'models', 'Sign in', { calls: 4, steps: 3 })
    const seeded = await seedAddresses(page, team)
    expectAll(seeded)
    const addresses = Object.values(seeded).flat()
    const left = [...addresses]
    let answers = 0
    const work = async (tab: Page) => {
      await noteTaken(tab)
      for (let next = left.shift(); next; next = left.shift()) answers += await expectFew(tab, team, ...next)
    }
    const others = await tabs(context, 2)
    await Promise.all(others.map(stopTime))
    await Promise.all([page, ...others].map(work))
    expect(answers, 'answers in documents').toBeGreaterThan(addresses.length) // they were noted
    test.info().annotations.push({ type: 'addresses', description: String(addresses.length) })
  },
)

const tabs = (context: BrowserContext, count: number) =>
  Promise.all(Array.from({ length: count }, () => context.newPage()))

/** Holds that there is an address for each tab of each page, each kind of preview, and each parameter that the code reads. */
function expectAll(addresses: Record<PageName, readonly Address[]>) {
  const paths = Object.values(addresses).flatMap((those) => those.map(([path]) => path))
  const tabs = Object.entries<Listed>(pages).flatMap(([name, { path, tabs = [] }]) =>
    tabs.map((tab) => [name, path, tab.replace('/*', '')] as const),
  )
  for (const [name, path, tab] of tabs) {
    const opened = new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}/${tab}\\b`)
    expect(addresses[name as PageName].map(([path]) => path)).toContainEqual(expect.stringMatching(opened))
  }
  const files = paths.flatMap((path) => /\/artifacts\/[^?]*/.exec(path) ?? [])
  const kinds = new Set(files.map((file) => kindOf(file.split('/').at(-1)!)))
  expect([...kinds].toSorted()).toEqual([...Object.keys(extensions), 'model', 'unknown'].toSorted())
  const readBy = (names: readonly PageName[]) =>
    new Set(
      names.flatMap((name) => addresses[name].flatMap(([path]) => [...new URL(path, 'http://x').searchParams.keys()])),
    )
  const missing = parametersRead().filter(({ name, by }) => !readBy(by).has(name))
  expect(missing, 'parameters of a URL that no address of their page has').toEqual([])
}

/** The parameters of URLs that the app reads by name, and the pages that may read each. */
function parametersRead(): { name: string; file: string; by: PageName[] }[] {
  const root = join(import.meta.dirname, '../../src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.tsx?$/.test(file),
  )
  return files.flatMap((file) =>
    Array.from(
      readFileSync(join(root, file), 'utf8').matchAll(/\bparams\.(?:get|getAll|has)\('(\w+)'\)/g),
      ([, name]) => ({ name: name!, file, by: pagesOf(file, files) }),
    ),
  )
}

/** The page that a file is; or those of the nearest folder around it with any, or all pages for what they share. */
function pagesOf(file: string, files: readonly string[]): PageName[] {
  if (!file.startsWith('pages/')) return Object.keys(pages) as PageName[]
  const own = files.filter((other) => other === file).flatMap(pageIn)
  for (let folder = dirname(file); own.length === 0; folder = dirname(folder))
    own.push(...files.filter((other) => other.startsWith(`${folder}/`)).flatMap(pageIn))
  return own
}

/** `runs/compare/CompareRunsPage.tsx` is `compareRuns`. */
function pageIn(file: string): PageName[] {
  const name = /(\w+)Page\.tsx$/.exec(file)?.[1]?.replace(/^./, (first) => first.toLowerCase())
  return name !== undefined && name in pages ? [name as PageName] : []
}

/** Opens an address and holds what that costs; returns how many answers its document had. */
async function expectFew(page: Page, team: Team, ...[path, shows, more]: Address): Promise<number> {
  const { calls, steps, requests, isMost } = { ...USUAL, isMost: false, ...more }
  const isAsListed = (found: number, listed: number) => (isMost ? found <= listed : found === listed)
  let cost = await costOf(page, team, path, shows, 60)
  // On a busy machine a step's requests may come so far apart that they look like two steps, and rows drawn more than 30 ms apart share no call.
  for (const pause of [250, 500]) {
    if (isAsListed(cost.calls.length, calls) && isAsListed(cost.depth, steps)) break
    cost = await costOf(page, team, path, shows, pause)
  }
  expect.soft(cost.code.length, `files of code, ${path}`).toBeGreaterThan(2) // something was counted
  expect.soft(cost.code.slice(MOST_FILES), `beyond ${MOST_FILES} files of code, ${path}`).toEqual([])
  expectOneReader(cost.code, path)
  expect.soft(cost.requests.slice(requests), `beyond ${requests} requests, ${path}`).toEqual([])
  expect.soft(cost.answers.left, `answers in the document that nothing asks for, ${path}`).toEqual([])
  expect.soft(cost.calls, `calls, ${path}`).toHaveLength(isMost ? Math.min(calls, cost.calls.length) : calls)
  expect
    .soft(cost.depth, `steps, ${path}: ${JSON.stringify(cost.steps.slice(1), null, 2)}`)
    .toBe(isMost ? Math.min(steps, cost.depth) : steps)
  return cost.answers.count
}

/** Holds that Markdown is shown by one file of code: that of texts with formulas or HTML has all of the other. */
function expectOneReader(code: readonly string[], where: string) {
  const readers = code.filter((url) => /\/(Rich)?Markdown-[^/]*\.js$/.test(url))
  expect.soft(readers.slice(1), `more than one file that shows Markdown, ${where}`).toEqual([])
}

/** What an address costs until it has asked for everything; `depth` counts its steps, the first two of which all may have. */
async function costOf(page: Page, { url }: Team, path: string, shows: string, pause: number) {
  await page.goto('about:blank') // a fragment alone would load nothing
  const cost = await watchCost(page)
  const content = page.getByText(shows).filter({ visible: true }).first()
  const steps = await loadInSteps(page, `${url}${path}`, content, pause)
  await expect(page.locator('.MuiSkeleton-root'), path).toHaveCount(0)
  await cost.stop()
  return {
    code: distinct(cost.code),
    calls: distinct(cost.calls),
    requests: distinct(cost.requests),
    answers: await answersIn(page),
    steps,
    depth: Math.max(steps.length, USUAL.steps),
  }
}

/** Markdown that needs most code, where nobody knows it before its page: in front of MLflow, after a click, and what is long. */
const FILES = {
  'README.md': FRONT_MATTER + RICH,
  'loss.ipynb': NOTEBOOK,
  // The document has this one, of which the server looks at the beginning, and not the next.
  'late.md': FRONT_MATTER + 'plain '.repeat(4000) + RICH,
  'long.md': FRONT_MATTER + RICH + 'plain '.repeat(20_000),
}

test(
  'what needs most code loads 8 files of it, also where its text is known later than its page',
  { tag: mlflow3 },
  async ({ page, call, server, unique }) => {
    const name = unique('Texts')
    const { run_id, experiment_id } = await seedRun(call, server.url, name, FILES)
    await call('setExperimentTag', { experiment_id, key: NOTE_TAG, value: FRONT_MATTER + RICH })
    await call('logMetric', { run_id, key: 'rmse', value: 7, timestamp: Date.now() })
    await call('createModel', { name, description: 'word' })
    await call('createVersion', { name, source: 's3://bucket/model', run_id })
    const { model } = await call('createLoggedModel', { experiment_id, name: 'forest', source_run_id: run_id })
    const { model_id, artifact_uri = '' } = model.info
    for (const [path, body] of Object.entries({ MLmodel: MLMODEL, 'loss.ipynb': NOTEBOOK }))
      await putArtifact(server.url, `${folderOf(artifact_uri)}/${path}`, body)
    const files = `runs/${run_id}/artifacts`
    const select = (file: string) => page.getByRole('treeitem', { name: file, exact: true }).click()
    const fields = page.getByRole('table', { name: 'Front matter' })
    const grammar = page.locator('.hljs-keyword', { hasText: 'val' })
    const source = async () => {
      await select('README.md')
      await expect(fields).toBeVisible()
      await page.getByRole('button', { name: 'Source' }).click()
    }
    await expectCode(page, files, page.locator('.hljs-section').first(), { click: source })
    await expectCode(page, files, grammar, { click: () => select('loss.ipynb') })
    await expectCode(page, `${files}/late.md`, fields)
    await expectCode(page, `${files}/long.md`, fields)
    await expectCode(page, `logged-models/${model_id}/artifacts/loss.ipynb`, grammar)
    await expectCode(page, `experiments/${experiment_id}/runs?about=yes&value=best`, fields)
    const found = page.locator('#page').getByRole('link', { name }).first()
    await expectCode(page, `models?view=cards&q=word+${encodeURIComponent(name)}&metric=rmse&by=owner`, found, {
      reader: 'ModelCards',
      isWithout: 'parts',
    })
    const search = async () => {
      const policy = page.getByRole('region', { name: 'Default policy' })
      await expect(policy).toBeVisible()
      await expect(policy.locator('.MuiSkeleton-root')).toHaveCount(0)
      await page.keyboard.press('Control+k')
      await page.getByRole('dialog').getByRole('combobox').fill(name)
    }
    const hit = page.getByRole('option', { name, exact: true })
    await expectCode(page, 'settings', hit, { click: search, reader: 'CommandPalette' })
  },
)

type Opened = {
  click?: () => Promise<unknown>
  /** What must be among its code. */
  reader?: string
  /** What must not be. */
  isWithout?: string
}

/** Holds how many files of code an address loads, with what a click there opens. */
async function expectCode(page: Page, path: string, content: Locator, opened: Opened = {}) {
  const cost = await watchCost(page)
  await page.goto(path)
  await opened.click?.()
  await expect(content).toBeVisible()
  await cost.stop()
  const code = distinct(cost.code)
  expect.soft(code.join(), `is shown by, ${path}`).toContain(`/${opened.reader ?? 'RichMarkdown'}-`)
  if (opened.isWithout) expect.soft(code.join(), `need not be loaded, ${path}`).not.toContain(`/${opened.isWithout}-`)
  expect.soft(code.slice(MOST_FILES), `beyond ${MOST_FILES} files of code, ${path}`).toEqual([])
  expectOneReader(code, path)
}
