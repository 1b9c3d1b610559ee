import type { CDPSession, Page } from '@playwright/test'

type Event = {
  ph: string
  name: string
  pid: number
  tid: number
  dur?: number
  tdur?: number
  args?: { name?: string }
}

/**
 * The longest task of the page's main thread while `work` is done, as a multiple of a fixed piece of work. Only processor time counts,
 * so that others who keep the machine busy do not; where they make it slower, they do so for both.
 */
export async function longestTask(
  page: Page,
  work: () => Promise<unknown>,
): Promise<{ longest: number; unit: number }> {
  const cdp = await page.context().newCDPSession(page)
  const longest = await taskTime(cdp, work)
  const units = []
  for (let round = 0; round < 3; round += 1) units.push(await taskTime(cdp, () => page.evaluate(fixedWork)))
  await cdp.detach()
  const unit = Math.min(...units)
  return { longest: longest / unit, unit }
}

/** Ms of processor time of the longest task. */
async function taskTime(cdp: CDPSession, work: () => Promise<unknown>): Promise<number> {
  const events: Event[] = []
  const keep = ({ value }: { value: object[] }) => void events.push(...(value as Event[])) // Chromium's own format
  cdp.on('Tracing.dataCollected', keep)
  const traceConfig = { includedCategories: ['disabled-by-default-devtools.timeline'], excludedCategories: ['*'] }
  await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig })
  await work()
  const over = new Promise((resolve) => cdp.once('Tracing.tracingComplete', resolve))
  await cdp.send('Tracing.end')
  await over
  cdp.off('Tracing.dataCollected', keep)
  const threadOf = ({ pid, tid }: Event) => `${pid} ${tid}`
  const pages = new Set(
    events.flatMap((event) =>
      event.name === 'thread_name' && event.args?.name === 'CrRendererMain' ? threadOf(event) : [],
    ),
  )
  const tasks = events.filter((event) => event.name === 'RunTask' && pages.has(threadOf(event)))
  if (tasks.length === 0) throw new Error('Chromium reported no tasks.')
  // Chromium now and then counts more of the processor's time than passed.
  return Math.max(...tasks.map(({ dur = 0, tdur = 0 }) => Math.min(dur, tdur) / 1000))
}

/** In the page: 64 ms of work on a busy machine of two cores of 2026, less on others. */
function fixedWork(): number {
  let number = 1
  const numbers = Array.from({ length: 60_000 }, () => (number = (number * 48_271) % 2_147_483_647))
  let sum = 0
  for (let times = 0; times < 3; times += 1) sum += numbers.toSorted((a, b) => a - b)[0] ?? 0
  return sum
}
