/** Text that is HTML already. */
export class Html {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
}

type Content = Html | string | number | undefined | false | readonly Content[]

/** HTML in which everything that is filled in is text, unless it is HTML itself; lists are put one after the other. */
export const html = (texts: TemplateStringsArray, ...contents: readonly Content[]): Html =>
  new Html(texts.reduce((before, text, index) => before + textOf(contents[index - 1]) + text))

function textOf(content: Content): string {
  if (content instanceof Html) return content.text
  if (content === undefined || content === false) return ''
  if (typeof content === 'string') return escaped(content)
  return typeof content === 'number' ? String(content) : content.map(textOf).join('')
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Control characters are shown as a mark: no HTML may hold some of them, others turn around what follows, and none can be seen. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
    // oxlint-disable-next-line no-control-regex -- control characters are what is meant
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g, '\uFFFD')
