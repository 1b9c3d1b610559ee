import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PageName } from '#contract/pages.ts'

/** Below `dist`; lists what each file of code imports. */
export const MANIFEST = '.vite/manifest.json'

type Manifest = Record<string, { file: string; name?: string; isEntry?: boolean; imports?: string[] }>

/** Code of its own that an open tab always loads, by the page and the tab ('' for the first). */
const parts: Partial<Record<PageName, Readonly<Record<string, string>>>> = {
  version: { '': 'UseModel', artifacts: 'previews', changes: 'VersionChanges' },
  run: { metrics: 'RunMetrics', artifacts: 'previews', models: 'RunModels' },
}

/**
 * Which files of code a page needs, from the manifest in `dist`: what index.html loads itself is left out. Each page's
 * file has its name: `runs` is in `RunsPage`. `tab` is the path of the open tab.
 */
export function pageCode(dist: string): (page: PageName, tab: string) => readonly string[] {
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
  return (page, tab) => {
    const own = `${page.charAt(0).toUpperCase()}${page.slice(1)}Page`
    const needed = new Set<string>()
    for (const name of [own, parts[page]?.[tab.split('/')[0] ?? '']]) {
      const key = name && Object.keys(manifest).find((it) => manifest[it]?.name === name)
      if (key) withImports(key, needed)
    }
    return [...needed].filter((key) => !first.has(key)).flatMap((key) => manifest[key]?.file ?? [])
  }
}
