import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PageName } from '#contract/pages.ts'

/** Below `dist`; lists what each file of code imports. */
export const MANIFEST = '.vite/manifest.json'

type Manifest = Record<string, { file: string; name?: string; isEntry?: boolean; imports?: string[] }>

/**
 * Which files of code a page needs, from the manifest in `dist`: what index.html loads itself is left out. Each page's
 * file has its name: `runs` is in `RunsPage`.
 */
export function pageCode(dist: string): (page: PageName) => readonly string[] {
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
  return (page) => {
    const own = `${page.charAt(0).toUpperCase()}${page.slice(1)}Page`
    const key = Object.keys(manifest).find((it) => manifest[it]?.name === own)
    const keys = key === undefined ? [] : [...withImports(key)]
    return keys.filter((name) => !first.has(name)).flatMap((name) => manifest[name]?.file ?? [])
  }
}
