import type { Browser } from '@playwright/test'
import { watchCost } from '../testbed/cost.ts'
import { launch } from '../testbed/browser.ts'
import { BIG, type Data, modelName } from '../testbed/thousand.ts'
import { watchFirstSeen } from './first-seen.ts'
import { median, ratio } from './spread.ts'
import { table } from './table.ts'

type Load = { requests: number; calls: number; kilobytes: number; cpu: number; seen: number; nodes: number }

const TARGET = 0.25

/** The same pages in both apps, each with a text that shows that it has loaded. */
const places: readonly {
  name: string
  theirs: (data: Data) => string
  ours: (data: Data) => string
  shows: string | RegExp
}[] = [
  { name: 'models', theirs: () => '#/models', ours: () => 'models', shows: modelName(1) },
  {
    name: 'model of 1,000',
    theirs: () => `#/models/${BIG}`,
    ours: () => `models/${BIG}?versions=all`,
    shows: /^Version \d+$/,
  },
  {
    name: 'version',
    theirs: () => `#/models/${modelName(1)}/versions/1`,
    ours: () => `models/${modelName(1)}/versions/1`,
    shows: 'champion',
  },
  {
    name: 'runs',
    theirs: ({ experiment }) => `#/experiments/${experiment}/runs`,
    ours: ({ experiment }) => `experiments/${experiment}/runs`,
    shows: /^run \d+$/,
  },
  {
    name: 'run',
    theirs: ({ experiment, run }) => `#/experiments/${experiment}/runs/${run}`,
    ours: ({ run }) => `runs/${run}`,
    shows: 'loss',
  },
  {
    name: 'artifact',
    theirs: ({ experiment, run }) => `#/experiments/${experiment}/runs/${run}/artifacts/facts.json`,
    ours: ({ run }) => `runs/${run}/artifacts/facts.json`,
    shows: 'rmse',
  },
]

/** Loads each page in a new profile, in both apps in turn, `rounds` times, and prints the medians side by side. */
export async function comparePages(real: Data, mine: Data, rounds: number): Promise<void> {
  const chrome = await launch()
  const columns = [
    'page',
    'requests',
    'calls',
    'kB',
    'CPU ms',
    'seen ms',
    'nodes',
    'CPU of MLflow’s',
    'time',
    'at most',
    '',
  ]
  const row = table('Pages: first load in Chromium, with an empty cache', columns)
  try {
    for (const { name, shows, ...paths } of places) {
      const loads = { theirs: new Array<Load>(), ours: new Array<Load>() }
      for (let round = 0; round < rounds; round++) {
        loads.theirs.push(await load(chrome, new URL(paths.theirs(real), real.url).href, shows))
        loads.ours.push(await load(chrome, new URL(paths.ours(mine), mine.url).href, shows))
      }
      const [a, b] = [middle(loads.theirs), middle(loads.ours)]
      const ofTheirs = (key: 'cpu' | 'seen') =>
        ratio(
          loads.ours.map((load) => load[key]),
          loads.theirs.map((load) => load[key]),
        )
      const [cpu, time] = [ofTheirs('cpu'), ofTheirs('seen')]
      row([`${name}: MLflow`, ...Object.values(a), '', '', '', ''])
      row([`${name}: ours`, ...Object.values(b), cpu, time, TARGET, Math.max(cpu.mid, time.mid) > TARGET ? '←' : ''])
    }
  } finally {
    await chrome.close()
  }
}

async function load(chrome: Browser, url: string, shows: string | RegExp): Promise<Load> {
  const context = await chrome.newContext({ viewport: { width: 1440, height: 900 } })
  try {
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
    const { requests, calls, bytes } = cost
    return { requests: requests.length, calls: calls.length, kilobytes: bytes / 1000, cpu, seen, nodes }
  } finally {
    await context.close()
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
    calls: of('calls'),
    kilobytes: of('kilobytes'),
    cpu: of('cpu'),
    seen: of('seen'),
    nodes: of('nodes'),
  }
}
