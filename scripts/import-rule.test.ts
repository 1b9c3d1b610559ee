import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { expect, test } from 'vitest'

// The import rule of ARCHITECTURE.md: a file may import from its own room and from the rooms listed for it.
const root = join(import.meta.dirname, '..')
const mayImport: Record<string, readonly string[]> = {
  contract: [],
  wiring: ['pages', 'parts', 'previews', 'api', 'ui', 'paths', 'wiring', 'contract'],
  pages: ['parts', 'previews', 'api', 'ui', 'paths', 'contract'],
  parts: ['previews', 'api', 'ui', 'paths', 'contract'],
  previews: ['api', 'ui', 'paths', 'contract'],
  api: ['paths', 'contract'],
  ui: ['paths', 'contract'],
  paths: ['contract'],
  main: ['app', 'upstream', 'config', 'routes', 'store', 'db', 'contract'],
  app: ['routes', 'store', 'db', 'config', 'contract'],
  upstream: ['config', 'contract'],
  routes: ['store', 'db', 'config', 'contract'],
  store: ['db', 'config', 'contract'],
  db: ['contract'],
  config: ['contract'],
  e2e: ['contract', 'scripts'], // scripts/venv.mjs makes the Pythons
  conformance: ['contract', 'e2e'],
  bench: ['contract', 'e2e', 'scripts'],
  look: ['contract', 'e2e', 'bench', 'scripts'], // the same thousand rows
}

/** The room a file of ours stands in. */
function roomOf(file: string): string {
  const [top = '', second = ''] = file.split('/')
  if (top === 'src') {
    if (['pages', 'parts', 'previews', 'api', 'ui'].includes(second)) return second
    return [
      'src/paths.ts',
      'src/preferences.ts',
      'src/route-params.ts',
      'src/url-params.ts',
      'src/grammar-search.ts',
    ].includes(file)
      ? 'paths'
      : 'wiring'
  }
  if (top === 'server') {
    if (['server/main.ts', 'server/open-backend.ts'].includes(file)) return 'main'
    if (['server/config.ts', 'server/backend.ts', 'server/version.ts'].includes(file)) return 'config'
    if (file.startsWith('server/upstream/')) return 'upstream'
    if (file.startsWith('server/embedded/store/')) return 'store'
    if (['server/embedded/db.ts', 'server/embedded/fold-case.ts', 'server/embedded/python-text.ts'].includes(file))
      return 'db'
    return file.startsWith('server/embedded/') ? 'routes' : 'app'
  }
  return top
}

const files = ['contract', 'src', 'server', 'e2e', 'conformance', 'bench', 'look'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => posix.join(folder, file.replaceAll('\\', '/')))
    .filter((file) => /\.tsx?$/.test(file)),
)

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([#.][^']+)'/g)].map(([, target = '']) =>
    target.startsWith('#contract/')
      ? target.slice(1)
      : relative(root, join(root, dirname(file), target)).replaceAll('\\', '/'),
  )
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file === 'server/testing.ts'

test('the rooms are where the rule looks for them', () => {
  expect(files.length).toBeGreaterThan(50)
  expect(importsOf('src/main.tsx')).toContain('src/routes.tsx')
})

test('every file imports only what its room may', () => {
  const wrong = files
    .filter((file) => !isTest(file))
    .flatMap((file) => {
      const room = roomOf(file)
      const allowed = [room, ...(mayImport[room] ?? [])]
      return importsOf(file)
        .filter((target) => !allowed.includes(roomOf(target)))
        .map((target) => `${file} → ${target}`)
    })
  expect(wrong).toEqual([])
})

const pageFolder = (path: string) => /^src\/pages\/([^/]+)\//.exec(path)?.[1]

test('no page imports another page’s folder', () => {
  const wrong = files
    .filter((file) => pageFolder(file))
    .flatMap((file) =>
      importsOf(file)
        .filter((target) => pageFolder(target) && pageFolder(target) !== pageFolder(file))
        .map((target) => `${file} → ${target}`),
    )
  expect(wrong).toEqual([])
})
