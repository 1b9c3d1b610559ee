import { defaultSchema } from 'rehype-sanitize'

/** Rendered tags: those of GitHub's Markdown, and others that only format text. */
const drawn: ReadonlySet<string> = new Set([
  ...(defaultSchema.tagNames ?? []),
  ...'abbr address article aside bdi bdo big caption center cite col colgroup dfn figcaption figure font footer header main mark nav small time u var wbr'.split(
    ' ',
  ),
])

export const schema = { ...defaultSchema, tagNames: [...drawn] }

/** A node of the tree made from Markdown; `raw` is HTML in the text. */
type Node = { type: string; value?: string; children?: Node[] }

/** A rehype plugin: keeps unrendered HTML as text, so that `List<String>` loses nothing. */
export const keepUnknownTags = () => (tree: Node) => walk(tree)

function walk({ children = [] }: Node) {
  let before = ''
  for (const child of children) {
    if (child.type === 'raw') child.value = withUnknownTags(child.value ?? '', before)
    before = child.type === 'text' ? (child.value ?? '') : ''
    walk(child)
  }
}

/** HTML whose unknown tags become text; `before` is the preceding text. */
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
/** Last, what begins like a tag and has no end: a parser would take all up to the next `>` for its attributes. */
const tags = /<!--[^]*?-->|<[!?][^>]*>|<\/?([a-z][^\s<>/]*)(?:[^<>"']|"[^"]*"|'[^']*')*>|<(?=[a-z/!?])/gi
