import { isRichNotebook } from '#contract/files/rich-files.ts'
import { parseJson } from '#contract/python-json.ts'
import type { Language } from '../code/languages.ts'
import { isObject } from '../json/json-rows.ts'
import { type TextContent, textOf } from '../text-of.ts'

type Notebook = {
  language: Language | undefined
  cells: Cell[]
  /** It has Markdown with formulas or HTML; undefined if it has no Markdown. */
  isRich: boolean | undefined
}
export type Cell = {
  kind: 'code' | 'markdown' | 'raw'
  source: string
  /** Execution count of a code cell that ran. */
  count?: number
  /** Addresses of the pictures that its text names as `attachment:…`. */
  attachments: ReadonlyMap<string, string>
  outputs: Output[]
}
/** An output of a code cell, in the richest form that can be shown. */
export type Output =
  | { kind: 'text' | 'error' | 'html' | 'markdown'; text: string }
  | { kind: 'image'; src: string }
  | { kind: 'json'; value: unknown }

/** Cached: which code its texts need and what is shown of it are asked one after the other. */
const read = new WeakMap<TextContent, Notebook | Error>()

/** The notebook in a file, or the reason if it is not one. */
export function notebookIn(content: TextContent): Notebook | Error {
  const known = read.get(content)
  if (known) return known
  const notebook = attempt(textOf(content))
  read.set(content, notebook)
  return notebook
}

function attempt(text: string): Notebook | Error {
  try {
    return readNotebook(text)
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Reads a notebook of nbformat 4 or 3. Throws the reason if it is not one. */
export function readNotebook(text: string): Notebook {
  const json = parseJson(text)
  if (!isObject(json)) throw new Error('A notebook is a JSON object.')
  const [sheet] = list(json['worksheets'])
  const cells = json['cells'] ?? (isObject(sheet) ? sheet['cells'] : undefined)
  if (!Array.isArray(cells)) throw new Error('It has no list of cells.')
  return {
    language: languageOfKernel(json['metadata']),
    cells: cells.filter(isObject).map(readCell),
    isRich: isRichNotebook(json),
  }
}

function readCell(cell: Record<string, unknown>): Cell {
  const type = cell['cell_type']
  const count = cell['execution_count'] ?? cell['prompt_number']
  return {
    kind: type === 'markdown' || type === 'code' ? type : 'raw',
    source: joined(cell['source'] ?? cell['input']),
    ...(typeof count === 'number' ? { count } : {}),
    attachments: readAttachments(cell['attachments']),
    outputs: list(cell['outputs']).filter(isObject).map(readOutput),
  }
}

function readOutput(output: Record<string, unknown>): Output {
  const type = output['output_type']
  if (type === 'stream') return { kind: 'text', text: joined(output['text']) }
  if (type === 'error' || type === 'pyerr') {
    const trace = list(output['traceback']).map(joined).join('\n')
    return { kind: 'error', text: trace || `${joined(output['ename'])}: ${joined(output['evalue'])}` }
  }
  // nbformat 3 has the forms beside the type.
  return richest(isObject(output['data']) ? output['data'] : output)
}

function richest(forms: Record<string, unknown>): Output {
  for (const type of ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const) {
    const data = forms[type] ?? forms[type.slice('image/'.length)]
    // Only base64 characters get into the URL.
    if (data) return { kind: 'image', src: `data:${type};base64,${joined(data).replaceAll(/[^\w+/=]/g, '')}` }
  }
  const svg = forms['image/svg+xml'] ?? forms['svg']
  if (svg) return { kind: 'image', src: `data:image/svg+xml,${encodeURIComponent(joined(svg))}` }
  const html = forms['text/html'] ?? forms['html']
  if (html) return { kind: 'html', text: joined(html) }
  if (forms['text/markdown']) return { kind: 'markdown', text: joined(forms['text/markdown']) }
  if (forms['application/json'] !== undefined) return { kind: 'json', value: forms['application/json'] }
  const latex = forms['text/latex'] ?? forms['latex']
  if (latex) return { kind: 'markdown', text: asFormula(joined(latex)) }
  const text = forms['text/plain'] ?? forms['text']
  if (text !== undefined) return { kind: 'text', text: joined(text) }
  const types = Object.keys(forms).filter((type) => !ownKeys.has(type))
  return { kind: 'text', text: `(${types.join(', ') || 'nothing'}: cannot be shown here)` }
}

/** What nbformat 3 has beside the forms of an output. */
const ownKeys: ReadonlySet<string> = new Set(['output_type', 'metadata', 'prompt_number'])

/** LaTeX as Markdown has it: a formula by itself unless it says otherwise. */
const asFormula = (latex: string): string => {
  const [, inline] = /^\s*\$([^$]+)\$\s*$/.exec(latex) ?? []
  if (inline !== undefined) return `$$${inline.replace(/^\s*\\displaystyle\b/, '')}$$`
  return /\$|\\begin\{/.test(latex) ? latex : `$$${latex}$$`
}

/** The pictures that a cell keeps for its text, by name. */
function readAttachments(value: unknown): ReadonlyMap<string, string> {
  const named = isObject(value) ? Object.entries(value) : []
  return new Map(
    named.flatMap(([name, forms]) => {
      const output = isObject(forms) ? richest(forms) : undefined
      return output?.kind === 'image' ? [[name, output.src] as const] : []
    }),
  )
}

function languageOfKernel(metadata: unknown): Language | undefined {
  const info = isObject(metadata) ? (metadata['language_info'] ?? metadata['kernelspec']) : undefined
  const name = isObject(info) ? (info['name'] ?? info['language']) : undefined
  const known: readonly Language[] = ['python', 'r', 'julia', 'scala', 'sql', 'javascript', 'typescript', 'cpp']
  // Most notebooks without a language are Python.
  return typeof name === 'string' ? known.find((language) => name.toLowerCase().startsWith(language)) : 'python'
}

/** Notebooks store text whole or as lines. */
const joined = (text: unknown): string =>
  Array.isArray(text) ? text.map(joined).join('') : typeof text === 'string' ? text : ''

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
