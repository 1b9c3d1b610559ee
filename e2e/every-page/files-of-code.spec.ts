import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { BrowserContext, Page } from '@playwright/test'
import { extensions, kindOf } from '#contract/files/file-kinds.ts'
import { type Page as Listed, type PageName, pages } from '#contract/pages.ts'
import { expect, type Team, test } from '../accounts/team.ts'
import { only } from '../fixtures.ts'
import { type Address, seedAddresses } from '../seeds/addresses.ts'
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
    const seeded = await seedAddresses(page, team)
    expectAll(seeded)
    const addresses = Object.values(seeded).flat()
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
  const queries = paths.map((path) => new URL(path, 'http://x').searchParams)
  expect(parametersRead().filter((name) => !queries.some((query) => query.has(name)))).toEqual([])
}

/** The parameters of URLs that the app reads by name. */
function parametersRead(): string[] {
  const root = join(import.meta.dirname, '../../src')
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.tsx?$/.test(file),
  )
  return files.flatMap((file) =>
    Array.from(
      readFileSync(join(root, file), 'utf8').matchAll(/\bparams\.(?:get|getAll|has)\('(\w+)'\)/g),
      ([, name]) => name!,
    ),
  )
}

/** Opens an address and holds what that costs. */
async function expectFew(page: Page, team: Team, ...[path, shows, more]: Address) {
  const { calls: mostCalls, depth } = { ...MOST, ...more }
  let cost = await costOf(page, team, path, shows)
  // Rows that a busy machine draws more than 30 ms apart share no call, so it fails only if every attempt has one too many.
  for (let again = 0; distinct(cost.calls).length > mostCalls && again < 2; again += 1)
    cost = await costOf(page, team, path, shows)
  const code = distinct(cost.code)
  const calls = distinct(cost.calls)
  expect.soft(code.length, `files of code, ${path}`).toBeGreaterThan(2) // something was counted
  expect.soft(code.slice(MOST_FILES), `beyond ${MOST_FILES} files of code, ${path}`).toEqual([])
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
