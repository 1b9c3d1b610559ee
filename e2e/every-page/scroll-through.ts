import type { Locator, Page } from '@playwright/test'

/**
 * What scrolling a table costs. `longest` is the processor time of the busiest step, and `usual` the median of all, as multiples of a
 * fixed piece of work.
 */
type Scrolled = { mostRows: number; added: number; longest: number; usual: number; times: number[] }

/** Scrolls a table to its end in steps; says how many rows it held at most and added in all, and how busy the page was. */
export async function scrollThrough(page: Page, table: Locator, steps: number): Promise<Scrolled> {
  const cdp = await page.context().newCDPSession(page)
  // Of the page's thread alone: others that keep the machine busy do not count.
  await cdp.send('Performance.enable', { timeDomain: 'threadTicks' })
  const busy = async () => {
    const { metrics } = await cdp.send('Performance.getMetrics')
    return metrics.find(({ name }) => name === 'TaskDuration')!.value // Chromium always has it
  }
  const timeOf = async (work: () => Promise<void>) => {
    const before = await busy()
    await work()
    return (await busy()) - before
  }
  const works = []
  for (let round = 0; round < 5; round += 1) works.push(await timeOf(() => page.evaluate(fixedWork)))
  const unit = median(works)
  await table.evaluate(countAddedRows)
  let mostRows = 0
  const times = []
  for (let step = 1; step <= steps; step += 1)
    times.push(
      await timeOf(async () => {
        mostRows = Math.max(mostRows, await table.evaluate(scrollOn, step / steps))
      }),
    )
  await cdp.detach()
  const added = await page.evaluate(() => (window as Counting).addedRows ?? 0)
  return { mostRows, added, longest: Math.max(...times) / unit, usual: median(times) / unit, times: [unit, ...times] }
}

/** Scrolls a table from its end to its beginning in steps. */
export async function scrollBack(table: Locator, steps: number): Promise<void> {
  for (let step = steps - 1; step >= 0; step -= 1) await table.evaluate(scrollOn, step / steps)
}

const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1]!

type Counting = Window & { addedRows?: number; rowCounter?: MutationObserver }

/** In the page: what takes a browser about as long as a step of scrolling. */
function fixedWork(): void {
  let number = 1
  const numbers = Array.from({ length: 60_000 }, () => (number = (number * 48_271) % 2_147_483_647))
  for (let times = 0; times < 3; times += 1) numbers.toSorted((a, b) => a - b)
}

function countAddedRows(table: Element): void {
  const counting = window as Counting
  counting.addedRows = 0
  counting.rowCounter?.disconnect()
  counting.rowCounter = new MutationObserver((changes) => {
    for (const { addedNodes } of changes)
      for (const node of addedNodes) if (node.nodeName === 'TR') counting.addedRows! += 1
  })
  counting.rowCounter.observe(table, { childList: true, subtree: true })
}

async function scrollOn(table: Element, share: number): Promise<number> {
  const scroller = table.parentElement! // a table has one
  scroller.scrollTop = scroller.scrollHeight * share
  for (let frames = 0; frames < 3; frames += 1) await new Promise((resolve) => requestAnimationFrame(resolve))
  return table.querySelectorAll('tr').length
}
