import type { Page } from '@playwright/test'

type Event = {
  ph: string
  name: string
  ts: number
  pid: number
  tid: number
  dur?: number
  tdur?: number
  args?: { name?: string }
}

/** What is done on the page, by what it is called. */
export type Steps = Readonly<Record<string, () => Promise<unknown>>>

/** How long `fixedWork` takes on a machine of two cores of 2026, in ms: between 40, where nothing else runs, and 65 or more. */
const WORK_MS = 56
const WORKS = 3

/**
 * The longest task of the page's main thread in each step, in ms of that machine: measured beside a fixed piece of work. Only processor
 * time counts, so that others who keep the machine busy do not; where they make it slower, they do so for both.
 */
export async function longestTasks(page: Page, steps: Steps): Promise<Map<string, number>> {
  const names = Object.keys(steps)
  const events = await traced(page, async (mark) => {
    for (const [at, name] of names.entries()) {
      await mark(at)
      await steps[name]?.()
    }
    await mark(names.length)
    for (let round = 0; round < WORKS; round += 1) await page.evaluate(fixedWork)
    await mark(names.length + 1)
  })
  const pages = new Set(
    events.flatMap((event) =>
      event.name === 'thread_name' && event.args?.name === 'CrRendererMain' ? threadOf(event) : [],
    ),
  )
  const marks = names.concat('work', 'end').map((_, at) => events.find(({ name }) => name === nameOf(at))?.ts ?? NaN)
  const timesIn = (at: number): number[] =>
    events
      .filter((event) => event.name === 'RunTask' && pages.has(threadOf(event)))
      .filter(({ ts }) => ts >= (marks[at] ?? NaN) && ts < (marks[at + 1] ?? NaN))
      // Chromium now and then counts more of the processor's time than passed.
      .map(({ dur = 0, tdur = 0 }) => Math.min(dur, tdur) / 1000)
      .toSorted((a, b) => b - a)
  const unit = timesIn(names.length)[WORKS - 1] // the fastest
  if (unit === undefined) throw new Error('Chromium reported no tasks.')
  return new Map(names.map((name, at) => [name, ((timesIn(at)[0] ?? 0) / unit) * WORK_MS]))
}

const threadOf = ({ pid, tid }: Event) => `${pid} ${tid}`
const nameOf = (at: number) => `longest-task ${at}`

/** Chromium's events while `work` is done; `mark` adds one. */
async function traced(page: Page, work: (mark: (at: number) => Promise<void>) => Promise<void>): Promise<Event[]> {
  const cdp = await page.context().newCDPSession(page)
  const events: Event[] = []
  cdp.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as Event[]))) // Chromium's own format
  const includedCategories = ['disabled-by-default-devtools.timeline', 'blink.user_timing']
  const traceConfig = { includedCategories, excludedCategories: ['*'] }
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
  await work((at) => page.evaluate((name) => void performance.mark(name), nameOf(at)))
  const over = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve))
  await cdp.send('Tracing.end')
  await over
  await cdp.detach()
  return events
}

/** In the page. */
function fixedWork(): number {
  let number = 1
  const numbers = Array.from({ length: 60_000 }, () => (number = (number * 48_271) % 2_147_483_647))
  let sum = 0
  for (let times = 0; times < 3; times += 1) sum += numbers.toSorted((a, b) => a - b)[0] ?? 0
  return sum
}
