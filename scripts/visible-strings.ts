import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ESTree, parseSync, Visitor } from 'vite'

export interface VisibleString {
  line: number
  text: string
}

/** JSX attributes that are shown or read aloud. The text of others counts when it reads like a sentence. */
const shown = /^(aria-(label|description|valuetext|roledescription)|alt|label|title|placeholder|summary|note|children)$/

/** Properties whose values are never shown, whatever they look like. */
const hidden =
  /^(sx|style|className|key|id|to|href|src|type|variant|rel|path|d|viewBox|transition|fontFamily|queryKey)$/

const readsLikeText = (text: string) =>
  (/\p{L}\S* \S*\p{L}/u.test(text) || /^\s*\p{Lu}\p{Ll}/u.test(text) || /\p{L}[.!?…:]\s*$/u.test(text)) &&
  !/^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|WITH|FROM|WHERE|AND|ORDER|DROP|ALTER|PRAGMA|JOIN|LEFT|EXISTS|NOT)\b/.test(
    text,
  )

const squeezed = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** Everything in a source file that a person may read in the app, each with its line, in the order of the file. */
export function visibleStrings(file: string, source: string): VisibleString[] {
  const found: (VisibleString & { start: number })[] = []
  const skipped: [number, number][] = []
  const of = (node: ESTree.Span) => source.slice(node.start, node.end)
  const skip = (node: ESTree.Span) => skipped.push([node.start, node.end])
  const add = (node: ESTree.Span, text: string, always = false) => {
    if (skipped.some(([start, end]) => start <= node.start && node.end <= end)) return
    if (!/\p{L}/u.test(text) || !(always || readsLikeText(text))) return
    const indent = of(node).search(/\S/)
    const line = source.slice(0, node.start + indent).split('\n').length
    found.push({ start: node.start, line, text: squeezed(text) })
  }
  const template = ({ quasis, expressions }: ESTree.TemplateLiteral) =>
    quasis.map(({ value }, i) => value.cooked + (expressions[i] ? `{${of(expressions[i])}}` : '')).join('')
  const value = (node: ESTree.Node | null | undefined): string | undefined => {
    if (node?.type === 'JSXExpressionContainer') return value(node.expression)
    if (node?.type === 'TemplateLiteral') return template(node)
    return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined
  }
  /** A sentence with its links and values in place: `Owned by {name}`. */
  const sentence = (children: readonly ESTree.JSXChild[]): string =>
    children
      .map((child) => {
        if (child.type === 'JSXText') return child.value
        if (child.type === 'JSXElement' || child.type === 'JSXFragment') return sentence(child.children) || '<>'
        return value(child) ?? (of(child).includes('<') || of(child).length > 60 ? '{…}' : of(child))
      })
      .join('')
  const element = (node: ESTree.JSXElement | ESTree.JSXFragment) => {
    if (!node.children.some((child) => child.type === 'JSXText' && /\p{L}/u.test(child.value))) return
    const first = node.children.find((child) => child.type !== 'JSXText' || child.value.trim() !== '') ?? node
    add(first, sentence(node.children), true)
    for (const child of node.children) if (child.type !== 'JSXExpressionContainer' || value(child)) skip(child)
  }

  new Visitor({
    ImportDeclaration: skip,
    ExportAllDeclaration: skip,
    TSLiteralType: skip,
    Property: ({ key, value: what }) => {
      if (key.type === 'Literal') skip(key)
      if (key.type === 'Identifier' && hidden.test(key.name)) skip(what)
    },
    JSXAttribute: ({ name, value: what }) => {
      const named = of(name)
      const text = value(what)
      if (shown.test(named) && what && text !== undefined) add(what, text, true)
      if (what && (hidden.test(named) || (shown.test(named) && text !== undefined))) skip(what)
    },
    JSXElement: element,
    JSXFragment: element,
    Literal: (node) => typeof node.value === 'string' && add(node, node.value),
    TemplateLiteral: (node) => add(node, template(node)),
  }).visit(parseSync(file, source).program)

  return found.toSorted((a, b) => a.start - b.start).map(({ line, text }) => ({ line, text }))
}

const root = join(import.meta.dirname, '..')

/** The visible strings of the product files in these folders, as `file:line: text`. */
export const stringsIn = (folders: readonly string[]): string[] =>
  folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }))
    .filter((file) => !/\.test\.|\/testing[/-]|\/sample\/|\.d\.ts$/.test(file))
    .toSorted()
    .flatMap((file) =>
      visibleStrings(file, readFileSync(join(root, file), 'utf8')).map(({ line, text }) => `${file}:${line}: ${text}`),
    )

if (process.argv[1] === import.meta.filename) {
  const folders = process.argv.slice(2)
  console.log(stringsIn(folders.length > 0 ? folders : ['src', 'contract', 'server']).join('\n'))
}
