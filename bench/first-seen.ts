import type { Page } from '@playwright/test'

declare global {
  interface Window {
    firstSeen: Promise<number>
  }
}

/**
 * Watches, from inside the page, for an element whose own text is `shows`, and resolves with the ms from the start of the load to
 * the frame that first shows it. Playwright's own waiting asks in steps of up to half a second. Call it before the page loads.
 */
export async function watchFirstSeen(page: Page, shows: string | RegExp): Promise<() => Promise<number>> {
  const [source, flags] = typeof shows === 'string' ? [RegExp.escape(shows), 'i'] : [shows.source, shows.flags]
  await page.addInitScript(
    ([source, flags]) => {
      const pattern = new RegExp(source, flags)
      const found = new Set<Element>()
      const { promise, resolve } = Promise.withResolvers<number>()
      window.firstSeen = promise
      let asked = false

      const observer = new MutationObserver((records) => {
        for (const { target, type, addedNodes } of records)
          for (const node of type === 'childList' ? addedNodes : [target]) collect(node)
        if (found.size > 0 && !asked) check()
      })
      observer.observe(document, { childList: true, subtree: true, characterData: true })

      function collect(node: Node) {
        const texts = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
        let text = node.nodeType === Node.TEXT_NODE ? node : texts.nextNode()
        for (; text; text = texts.nextNode()) {
          const element = text.parentElement
          if (!element || !text.nodeValue?.trim() || element.matches('script, style')) continue
          if (pattern.test(element.textContent.trim())) found.add(element)
        }
      }

      // What is found may still be hidden, so each frame looks again.
      function check() {
        asked = true
        requestAnimationFrame(() => {
          const visible = [...found].some((element) => element.checkVisibility() && element.getClientRects().length > 0)
          if (!visible) return check()
          observer.disconnect()
          const { port1, port2 } = new MessageChannel()
          port1.addEventListener('message', () => resolve(performance.now())) // after the frame is painted
          port1.start()
          port2.postMessage(null)
        })
      }
    },
    [source, flags] as const,
  )
  return () => page.evaluate(() => window.firstSeen)
}
