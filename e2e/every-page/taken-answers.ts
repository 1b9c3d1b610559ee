import type { Page } from '@playwright/test'

type Noting = Window & { inDocument?: string; read?: string[] }

/** Notes from now on what pages read of the answers that came with their document. */
export const noteTaken = (page: Page) => page.addInitScript(note)

/** What the document answered and the page did not ask (src/api/caller/early-calls.ts). */
export async function leftAnswers(page: Page): Promise<string[]> {
  const { inDocument, read } = await page.evaluate(() => {
    const { inDocument = '{}', read = [] } = window as Noting
    return { inDocument, read }
  })
  const taken = new Set(read)
  return Object.entries(JSON.parse(inDocument) as Record<string, string>).flatMap(([asked, text]) =>
    taken.has(text) ? [] : asked,
  )
}

/** In the page. An answer is taken as a `Response`, but parsed at once if it says what the reader may do. */
function note(): void {
  const here = window as Noting
  const read: string[] = (here.read = [])
  // Before the code of the app runs, which takes the answers out of the document.
  document.addEventListener('readystatechange', () => {
    here.inDocument ??= document.getElementById('first-answers')?.textContent ?? '{}'
  })
  window.Response = new Proxy(Response, {
    construct(made, [text, ...more]: unknown[]) {
      if (typeof text === 'string') read.push(text)
      return Reflect.construct(made, [text, ...more]) as object
    },
  })
  JSON.parse = new Proxy(JSON.parse, {
    apply(parse, on, [text, ...more]: unknown[]) {
      read.push(String(text))
      return Reflect.apply(parse, on, [text, ...more] as Parameters<typeof JSON.parse>) as unknown
    },
  })
}
