import { isRich } from '../markdown/is-rich.ts'
import { parseJson } from '../python-json.ts'
import type { Kind } from './file-kinds.ts'

/** Characters of a Markdown file that are shown as a page; more would freeze the browser for seconds. */
export const MOST_OF_PAGE = 100_000

/** Whether a file has Markdown with formulas or HTML; undefined if its kind has no Markdown. Looks at so many characters of its texts. */
export function isRichFile(kind: Kind, text: string, most = MOST_OF_PAGE): boolean | undefined {
  let left = most
  const isRichText = (value: unknown) => {
    const looked = joined(value).slice(0, left)
    left -= looked.length
    return isRich(looked)
  }
  if (kind === 'markdown') return isRichText(text)
  return kind === 'notebook' ? isRichNotebook(text, isRichText) : undefined
}

type Test = (text: unknown) => boolean

/** A Jupyter notebook, of nbformat 4 or 3. */
function isRichNotebook(text: string, isRichText: Test): boolean {
  try {
    const notebook = objectOf(parseJson(text))
    const cells = listOf(notebook['cells'] ?? objectOf(listOf(notebook['worksheets'])[0])['cells']).map(objectOf)
    return cells.some(({ cell_type, source, outputs }) =>
      cell_type === 'markdown'
        ? isRichText(source)
        : listOf(outputs).some((output) => isRichOutput(objectOf(output), isRichText)),
    )
  } catch {
    return false // it is not one
  }
}

/** In the form that is shown, as src/previews/notebook/notebook.ts chooses it. nbformat 3 has the forms beside the type. */
function isRichOutput(output: Record<string, unknown>, isRichText: Test): boolean {
  const forms = objectOf(output['data'] ?? output)
  if (Object.keys(forms).some((form) => /^image\/|^(png|jpeg|gif|webp|svg)$|html$/.test(form))) return false
  if (forms['text/markdown']) return isRichText(forms['text/markdown'])
  return forms['application/json'] === undefined && Boolean(forms['text/latex'] ?? forms['latex'])
}

const objectOf = (value: unknown) =>
  (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const joined = (lines: unknown): string =>
  Array.isArray(lines) ? lines.join('') : typeof lines === 'string' ? lines : ''
