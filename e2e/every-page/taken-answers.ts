import type { Page } from '@playwright/test'

type Noting = Window & { inDocument?: string; taken?: string[]; parsed?: string[] }

/** Notes from now on what pages read of the answers that came with their document. */
export const noteTaken = (page: Page) => page.addInitScript(note)

/** How many questions the document answered, and which of them the page did not ask (src/api/caller/early-calls.ts). */
export async function answersIn(page: Page): Promise<{ count: number; left: string[] }> {
  const { inDocument, taken, parsed } = await page.evaluate(() => {
    const { inDocument = '{}', taken = [], parsed = [] } = window as Noting
    return { inDocument, taken, parsed }
  })
  // What is taken is parsed, too. Of equal answers, each is to be read.
  const reads = new Map<string, number>()
  for (const text of new Set([...taken, ...parsed]))
    reads.set(text, Math.max(...[taken, parsed].map((texts) => texts.filter((it) => it === text).length)))
  const answers = Object.entries(JSON.parse(inDocument) as Record<string, string>)
  const left = answers.filter(([, text]) => {
    const times = reads.get(text) ?? 0
    reads.set(text, times - 1)
    return times <= 0
  })
  return { count: answers.length, left: left.map(([asked]) => asked) }
}

/** In the page. An answer is taken as a `Response`, but parsed at once if it says what the reader may do. */
function note(): void {
  const here = window as Noting
  const [taken, parsed]: [string[], string[]] = [(here.taken = []), (here.parsed = [])]
  // Before the code of the app runs, which takes the answers out of the document.
  document.addEventListener('readystatechange', () => {
    here.inDocument ??= document.getElementById('first-answers')?.textContent ?? '{}'
  })
  window.Response = new Proxy(Response, {
    construct(made, [text, ...more]: unknown[]) {
      if (typeof text === 'string') taken.push(text)
      return Reflect.construct(made, [text, ...more]) as object
    },
  })
  JSON.parse = new Proxy(JSON.parse, {
    apply(parse, on, [text, ...more]: unknown[]) {
      parsed.push(String(text))
      return Reflect.apply(parse, on, [text, ...more] as Parameters<typeof JSON.parse>) as unknown
    },
  })
}
