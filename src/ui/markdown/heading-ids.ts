import type { Element, ElementContent, Root } from 'hast'

/** A rehype plugin that gives headings the ids that GitHub gives them, so that links written for it lead to them here too. */
export function headingIds() {
  return (tree: Root) => {
    const taken = new Map<string, number>()
    for (const heading of headingsIn(tree)) heading.properties['id'] ??= idOf(textOf(heading), taken)
  }
}

function* headingsIn(parent: Root | Element): Generator<Element> {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    if (/^h[1-6]$/.test(child.tagName)) yield child
    yield* headingsIn(child)
  }
}

const textOf = (node: ElementContent): string =>
  node.type === 'text' ? node.value : node.type === 'element' ? node.children.map(textOf).join('') : ''

/** `taken` counts how often each id was wanted again. */
function idOf(text: string, taken: Map<string, number>): string {
  const wanted = text
    .toLowerCase()
    .replaceAll(/[^\p{Alphabetic}\p{M}\p{Nd}\p{Nl}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
  let id = wanted
  let again = taken.get(wanted) ?? 0
  while (taken.has(id)) id = `${wanted}-${++again}`
  if (id !== wanted) taken.set(wanted, again)
  taken.set(id, 0)
  return id
}
