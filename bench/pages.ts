import type { Browser, BrowserContext } from '@playwright/test'
import { distinct, watchCost } from '../testbed/cost.ts'
import { launch } from '../testbed/browser.ts'
import type { Data } from '../testbed/thousand.ts'
import { watchFirstSeen } from './first-seen.ts'
import { addForPages, MOST_FILES, MOST_REQUESTS, places } from './places.ts'
import type { Before } from './requests.ts'
import { median, ratio } from './spread.ts'
import { table } from './table.ts'
import { misses } from './targets.ts'

type Load = {
  requests: number
  files: number
  calls: number
  kilobytes: number
  cpu: number
  seen: number
  nodes: number
}
type Visit = { cold: Load; warm?: Load }

const columns = [
  'page',
  'requests',
  'files of code',
  'calls',
  'kB of code',
  'CPU ms',
  'seen ms',
  'nodes',
  'once more: kB of code',
  'seen ms',
  'CPU of MLflow’s',
  'time of MLflow’s',
  '',
]
const note = '“Once more” is the same page in another tab of the same browser, loaded once.'

/**
 * Loads each page in a new profile, in all apps in turn, `rounds` times, and prints the medians side by side, with what it may cost.
 * In the last round it opens our page once more, with the browser's cache filled.
 */
export async function comparePages(real: Data, mine: Data, rounds: number, before?: Before): Promise<void> {
  const [theirData, ourData] = [await addForPages(real), await addForPages(mine)]
  const oldData = before && (await addForPages(before.data))
  const chrome = await launch()
  const row = table(
    'Pages: first load in Chromium, with an empty cache',
    columns,
    before ? `Before is ${before.commit}. ${note}` : note,
  )
  try {
    for (const { name, shows, limits, ...paths } of places) {
      const visits = { theirs: new Array<Visit>(), ours: new Array<Visit>(), old: new Array<Visit>() }
      for (let round = 1; round <= rounds; round++) {
        const isLast = round === rounds
        visits.theirs.push(await visit(chrome, new URL(paths.theirs(theirData), real.url).href, shows))
        if (oldData) visits.old.push(await visit(chrome, new URL(paths.ours(oldData), oldData.url).href, shows, isLast))
        visits.ours.push(await visit(chrome, new URL(paths.ours(ourData), mine.url).href, shows, isLast))
      }
      const loadsOf = (app: keyof typeof visits) => visits[app].map(({ cold }) => cold)
      const ofTheirs = (app: 'ours' | 'old', key: 'cpu' | 'seen') =>
        ratio(
          loadsOf(app).map((load) => load[key]),
          loadsOf('theirs').map((load) => load[key]),
        )
      const [cpu, seen] = [ofTheirs('ours', 'cpu'), ofTheirs('ours', 'seen')]
      const own = middle(loadsOf('ours'))
      const warm = visits.ours.at(-1)?.warm
      const missed = [
        misses('page’s requests', name, own.requests, MOST_REQUESTS) && 'requests',
        misses('page’s files of code', name, own.files, MOST_FILES) && 'files',
        misses('page’s API calls', name, own.calls, limits.calls) && 'calls',
        misses('page’s code, kB', name, own.kilobytes, limits.kilobytes) && 'kB',
        misses('code of a second page of the same kind, kB', name, warm?.kilobytes ?? Number.NaN, 0) && 'once more',
        misses('page’s processor time, of MLflow’s', name, cpu, limits.cpu) && 'CPU',
        misses('page seen, of MLflow’s time', name, seen, limits.seen) && 'time',
      ].filter((part) => part !== false)
      row([`${name}: MLflow`, ...cells(middle(loadsOf('theirs'))), '', '', ''])
      if (before) {
        const was = cells(middle(loadsOf('old')), visits.old.at(-1)?.warm)
        row([`${name}: before`, ...was, ofTheirs('old', 'cpu'), ofTheirs('old', 'seen'), ''])
      }
      row([`${name}: now`, ...cells(own, warm), cpu, seen, missed.length > 0 ? `← ${missed.join(', ')}` : ''])
      const most = [MOST_REQUESTS, MOST_FILES, limits.calls, limits.kilobytes, '', '', '', 0, '']
      row([`${name}: at most`, ...most, limits.cpu, limits.seen, ''])
    }
  } finally {
    await chrome.close()
  }
}

const cells = (cold: Load, warm?: Load) => [
  cold.requests,
  cold.files,
  cold.calls,
  cold.kilobytes,
  cold.cpu,
  cold.seen,
  cold.nodes,
  warm?.kilobytes ?? '',
  warm?.seen ?? '',
]

async function visit(chrome: Browser, url: string, shows: string | RegExp, again = false): Promise<Visit> {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    const cold = await load(context, url, shows)
    return again ? { cold, warm: await load(context, url, shows) } : { cold }
  } finally {
    await context.close()
  }
}

async function load(context: BrowserContext, url: string, shows: string | RegExp): Promise<Load> {
  const page = await context.newPage()
  const cdp = await context.newCDPSession(page)
  const cost = await watchCost(page)
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' }) // CPU time, independent of the machine's load
  const firstSeen = await watchFirstSeen(page, shows)
  await page.goto(url, { waitUntil: 'commit' })
  const seen = await firstSeen()
  await settled(() => cost.requests.length)
  const { metrics } = await cdp.send('Performance.getMetrics')
  const cpu = 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  const nodes = await page.evaluate(() => document.querySelectorAll('*').length)
  const { requests, calls, code, bytes } = cost
  await page.close()
  return {
    requests: requests.length,
    files: distinct(code).length,
    calls: calls.length,
    kilobytes: bytes / 1000,
    cpu,
    seen,
    nodes,
  }
}

/** Waits until no requests are sent, at most ten seconds, since some pages poll. */
async function settled(requests: () => number): Promise<void> {
  const end = Date.now() + 10_000
  for (let before = -1; before !== requests() && Date.now() < end;) {
    before = requests()
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
}

const middle = (loads: readonly Load[]): Load => {
  const of = (key: keyof Load) => median(loads.map((load) => load[key]))
  return {
    requests: of('requests'),
    files: of('files'),
    calls: of('calls'),
    kilobytes: of('kilobytes'),
    cpu: of('cpu'),
    seen: of('seen'),
    nodes: of('nodes'),
  }
}
