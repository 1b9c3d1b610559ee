import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Kind, kindOf } from '#contract/files/file-kinds.ts'
import { type PageName, pages } from '#contract/pages.ts'

/** Below `dist`; lists what each file of code imports. */
export const MANIFEST = '.vite/manifest.json'

type Manifest = Record<string, { file: string; name?: string; isEntry?: boolean; imports?: string[] }>

/** What reads an MLmodel file, beside how to use the model. */
const READS_MODEL = 'read-yaml'

/** Code of their own that pages load for what they show at first, by the open tab ('' for the first). */
const parts: Partial<Record<PageName, Readonly<Record<string, string>>>> = {
  model: { activity: 'ModelActivity', policy: 'parts' },
  version: { '': READS_MODEL, artifacts: 'previews', changes: 'changes', activity: 'VersionActivity' },
  run: { metrics: 'RunMetrics', artifacts: 'previews', models: 'RunModels' },
  reviews: { '': 'ReadyVersions' },
  settings: { '': 'parts' },
}

/** Further code that shows a file, by its kind. An unknown kind is usually a folder, which needs none. */
const previews: Partial<Record<Kind, readonly string[]>> = {
  table: ['TablePreview'],
  parquet: ['ParquetPreview'],
}

/** Markdown with formulas or HTML, or without. */
export type Texts = 'rich' | 'plain'

/** What shows Markdown: one of these, of which the former has all of the latter. */
const showTexts = { rich: 'RichMarkdown', plain: 'Markdown' } as const satisfies Record<Texts, string>

/** The page that shows previews on each of its tabs is in their file (scripts/code-splitting.ts). */
const ownCode = (page: string) =>
  page === 'loggedModel' ? 'previews' : `${page.charAt(0).toUpperCase()}${page.slice(1)}Page`

/** Every name that a document may want code by: a file of it must be called so. */
export const codeNames: readonly string[] = [
  ...Object.keys(pages).map(ownCode),
  ...Object.values(parts).flatMap((tabs) => Object.values(tabs)),
  ...Object.values(previews).flat(),
  ...Object.values(showTexts),
  READS_MODEL,
]

/** What is open: a page, the path of its tab, which texts of somebody's it shows, if it is known, and whether a model's MLmodel file. */
type Shown = { page: PageName; tab: string; texts?: Texts | undefined; hasModel: boolean }

/**
 * Which files of code a page needs, from the manifest in `dist`: what index.html loads itself is left out. Each page's
 * file has its name: `runs` is in `RunsPage`.
 */
export function pageCode(dist: string): (shown: Shown) => readonly string[] {
  const path = join(dist, MANIFEST)
  if (!existsSync(path)) return () => []
  const manifest = JSON.parse(readFileSync(path, 'utf8')) as Manifest // as Vite writes it
  const withImports = (key: string, found = new Set<string>()) => {
    if (found.has(key)) return found
    found.add(key)
    for (const next of manifest[key]?.imports ?? []) withImports(next, found)
    return found
  }
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry)
  const first = entry === undefined ? new Set() : withImports(entry)
  // Other people's grammars of highlighted code have names too.
  const keys = Object.keys(manifest).filter((key) => !key.includes('node_modules/'))
  return ({ page, tab, texts, hasModel }) => {
    const [open = '', ...selected] = tab.split('/')
    const shown = open === 'artifacts' ? (previews[kindOf(selected.at(-1) ?? '')] ?? []) : []
    const answered = [texts && showTexts[texts], hasModel ? READS_MODEL : undefined]
    const names = [ownCode(page), parts[page]?.[open], ...shown, ...answered]
    const needed = new Set<string>()
    for (const name of names) {
      const key = name && keys.find((it) => manifest[it]?.name === name)
      if (key) withImports(key, needed)
    }
    return [...needed].filter((key) => !first.has(key)).flatMap((key) => manifest[key]?.file ?? [])
  }
}
