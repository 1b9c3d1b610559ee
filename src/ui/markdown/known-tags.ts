import { defaultSchema } from 'rehype-sanitize'

/** Tags that are drawn: those of GitHub's texts, and what else only arranges words. */
const drawn: ReadonlySet<string> = new Set([
  ...(defaultSchema.tagNames ?? []),
  ...'abbr address article aside bdi bdo big caption center cite col colgroup dfn figcaption figure font footer header main mark nav small time u var wbr'.split(
    ' ',
  ),
])

export const schema = { ...defaultSchema, tagNames: [...drawn] }

/** A node of the tree that Markdown becomes; `raw` is HTML that somebody wrote into the text. */
type Node = { type: string; value?: string; children?: Node[] }

/** A rehype plugin: HTML that is not drawn stays in the text as it was written, so that `List<String>` loses no word. */
export const keepUnknownTags = () => (tree: Node) => walk(tree)

function walk({ children = [] }: Node) {
  let before = ''
  for (const child of children) {
    if (child.type === 'raw') child.value = withUnknownTags(child.value ?? '', before)
    before = child.type === 'text' ? (child.value ?? '') : ''
    walk(child)
  }
}

/** HTML whose unknown tags are text; `before` is the text in front of it. */
export function withUnknownTags(html: string, before = ''): string {
  return html.replaceAll(tags, (tag, name: string | undefined, offset: number) => {
    if (name === undefined) return tag.startsWith('<!--') ? '' : escaped(tag)
    const ahead = offset > 0 ? html.slice(0, offset) : before
    const isType = /\w$/.test(ahead) && /^<[A-Z]\w*>$/.test(tag) && !empty.has(name.toLowerCase())
    return drawn.has(name.toLowerCase()) && !isType ? tag : escaped(tag)
  })
}

const empty: ReadonlySet<string> = new Set(['br', 'hr', 'img', 'wbr'])
const escaped = (tag: string) => tag.replaceAll('<', '&lt;')
const tags = /<!--[^]*?-->|<[!?][^>]*>|<\/?([a-z][^\s<>/]*)(?:[^<>"']|"[^"]*"|'[^']*')*>/gi
