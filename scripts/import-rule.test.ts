import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { expect, test } from 'vitest'
import { brokenRules, type Graph, mayImport, picture, type Room } from './rooms.ts'

const root = join(import.meta.dirname, '..')
const rootFolders = ['contract', 'src', 'server', 'scripts', 'testbed', 'e2e', 'conformance', 'bench', 'look']

const isTest = (file: string) => /\.test\.tsx?$/.test(file) || file.startsWith('server/testing/')

const files = rootFolders
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
      posix.join(folder, file.replaceAll('\\', '/')),
    ),
  )
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts') && !isTest(file))

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([#.][^']+)'/g)].map(([, target = '']) =>
    target.startsWith('#contract/')
      ? target.slice(1)
      : relative(root, join(root, dirname(file), target)).replaceAll('\\', '/'),
  )
}

const graph: Graph = new Map(files.map((file) => [file, importsOf(file)]))

test('the code follows the rules of ARCHITECTURE.md', () => {
  expect(graph.get('src/main.tsx')).toContain('src/routes.tsx') // the graph is not empty
  expect(brokenRules(graph)).toEqual([])
})

/** The same code with additional imports in some files. */
const withImports = (added: Record<string, string[]>): Graph =>
  new Map([
    ...graph,
    ...Object.entries(added).map(([file, more]) => [file, [...(graph.get(file) ?? []), ...more]] as const),
  ])

test.each([
  ['ui that knows the contract', 'src/ui/text/Pill.tsx', 'contract/tags.ts'],
  ['ui that knows the domain', 'src/ui/text/Pill.tsx', 'src/domain/StageChip.tsx'],
  ['domain that fetches', 'src/domain/StageChip.tsx', 'src/api/client.ts'],
  ['an api file that draws', 'src/api/client.ts', 'src/ui/text/Pill.tsx'],
  ['a part that knows a page', 'src/parts/StageSelect.tsx', 'src/pages/NotFoundPage.tsx'],
  ['a page that knows another page', 'src/pages/versions/VersionPage.tsx', 'src/pages/runs/run/RunPage.tsx'],
  ['the app that knows the server', 'src/main.tsx', 'server/app.ts'],
  ['the server that knows the app', 'server/app.ts', 'src/paths.ts'],
  ['a store that knows a route', 'server/embedded/store/registry/stages.ts', 'server/embedded/routes/versions.ts'],
  ['upstream that knows the embedded backend', 'server/upstream/forward.ts', 'server/embedded/db.ts'],
  ['the contract that knows the server', 'contract/client.ts', 'server/config/config.ts'],
  ['product code that knows the testbed', 'server/app.ts', 'testbed/server.ts'],
  ['one kind of test that knows another', 'look/main.ts', 'bench/main.ts'],
])('finds %s', (_what, from, to) => {
  expect(graph.has(from)).toBe(true)
  expect(graph.has(to)).toBe(true)
  expect(brokenRules(withImports({ [from]: [to] })).join('\n')).toContain(to)
})

test('finds a cycle of three files', () => {
  const broken = withImports({
    'src/ui/a.ts': ['src/ui/b.ts'],
    'src/ui/b.ts': ['src/ui/c.ts'],
    'src/ui/c.ts': ['src/ui/a.ts'],
  })
  expect(brokenRules(broken)).toEqual(['circle: src/ui/a.ts → src/ui/b.ts → src/ui/c.ts → src/ui/a.ts'])
})

test('finds a folder with too many files', () => {
  const full = Object.fromEntries(Array.from({ length: 31 }, (_, index) => [`src/ui/odd/file-${index}.ts`, []]))
  expect(brokenRules(withImports(full))).toEqual(['src/ui/odd holds 31 files'])
})

const rooms = Object.keys(mayImport) as Room[]
const app: Room[] = [
  'wiring',
  'pages',
  'parts',
  'previews',
  'domain',
  'api',
  'ui',
  'paths',
  'preferences',
  'text',
  'contract',
  'markdown',
]
const server: Room[] = ['main', 'app', 'reviews', 'routes', 'store', 'db', 'upstream', 'config', 'contract']

test.each([
  ['app', app],
  ['server', server],
  ['tests', rooms.filter((room) => !app.includes(room) && !server.includes(room)).concat('contract')],
])('the drawing of the %s in ARCHITECTURE.md matches the code', (_what, shown) => {
  expect(readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')).toContain(picture(graph, shown))
})
