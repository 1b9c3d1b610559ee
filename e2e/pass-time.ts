import type { Page } from '@playwright/test'

/**
 * Lets the time until the page asks the server again pass at once, for as long as `seen` fails. The test starts with
 * `page.clock.install()`, so that nobody waits for an interval.
 */
export async function passTimeUntil(page: Page, seen: (timeout: number) => Promise<void>): Promise<void> {
  const until = Date.now() + GIVE_UP_MS
  for (;;) {
    await page.clock.fastForward(INTERVAL_MS)
    try {
      return await seen(LOOK_MS)
    } catch (error) {
      if (Date.now() > until) throw error
    }
  }
}

/** Longer than any page waits before it asks again. */
const INTERVAL_MS = 6_000
const LOOK_MS = 1_000
const GIVE_UP_MS = 45_000
