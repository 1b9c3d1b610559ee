import { isRich } from '../markdown/is-rich.ts'
import { jsonIn } from '../python-json.ts'
import type { Kind } from './file-kinds.ts'

/** Characters of a Markdown file that are shown as a page; more would freeze the browser for seconds. */
export const MOST_OF_PAGE = 100_000

/**
 * Whether a file has Markdown with formulas or HTML; undefined if it has no Markdown, or if the first `most` characters of its texts do not
 * tell.
 */
export function isRichFile(kind: Kind, text: string, most: number): boolean | undefined {
  if (kind === 'markdown') return isRich(text.slice(0, MOST_OF_PAGE), most)
  return kind === 'notebook' ? isRichNotebook(jsonIn(text), most) : undefined
}

/** As `isRichFile`, of a Jupyter notebook's JSON. */
export function isRichNotebook(notebook: unknown, most = Infinity): boolean | undefined {
  let left = most
  let found: boolean | undefined
  for (const text of textsIn(objectOf(notebook))) {
    found = isRich(text, left)
    if (found !== false) return found
    left = Math.max(0, left - text.length)
  }
  return found
}

/** The Markdown in a notebook of nbformat 4 or 3. */
function* textsIn(notebook: Record<string, unknown>): Generator<string> {
  const cells = notebook['cells'] ?? objectOf(listOf(notebook['worksheets'])[0])['cells']
  for (const { cell_type, source, outputs } of listOf(cells).map(objectOf))
    if (cell_type === 'markdown') yield joined(source)
    else for (const output of listOf(outputs)) yield* textOf(objectOf(output))
}

/** The Markdown of an output, in the form that src/previews/notebook/notebook.ts shows. nbformat 3 has the forms beside the type. */
function* textOf(output: Record<string, unknown>): Generator<string> {
  const forms = objectOf(output['data'] ?? output)
  if (Object.keys(forms).some((form) => /^image\/|^(png|jpeg|gif|webp|svg)$|html$/.test(form))) return
  if (forms['text/markdown']) yield joined(forms['text/markdown'])
  else if (forms['application/json'] === undefined && (forms['text/latex'] ?? forms['latex'])) yield '$formula$'
}

const objectOf = (value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
/** A text, whole or as lines; joining lists within lists would throw if there are thousands. */
const joined = (text: unknown): string =>
  Array.isArray(text) ? text.filter((line) => typeof line === 'string').join('') : typeof text === 'string' ? text : ''
