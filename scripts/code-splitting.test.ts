import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkNoCircle, fileOf, inReactsFile, patterns } from './code-splitting.ts'

/** Who imports each module at once, and who when it is needed (`?`). */
const importers: Record<string, string[]> = {
  'src/Models.tsx': ['?src/routes.tsx'],
  'src/Runs.tsx': ['?src/routes.tsx'],
  'src/AddDialog.tsx': ['?src/Models.tsx'],
  'src/EditDialog.tsx': ['?src/Runs.tsx', '?src/Models.tsx'],
  'src/table.tsx': ['src/Models.tsx', 'src/Runs.tsx'],
  'src/rows.tsx': ['src/table.tsx'],
  'src/list.tsx': ['src/Models.tsx'],
  'src/chip.tsx': ['src/list.tsx', 'src/AddDialog.tsx'],
  'src/field.tsx': ['src/AddDialog.tsx', 'src/EditDialog.tsx'],
  'src/text.tsx': ['src/field.tsx', 'src/text.tsx'],
  'src/only.tsx': ['src/AddDialog.tsx'],
  'src/ModelsPage.tsx': ['?src/routes.tsx'],
  'src/RunsPage.tsx': ['?src/routes.tsx'],
  'src/pages/settings/People.tsx': ['?src/routes.tsx'],
  'src/filter.ts': ['src/ModelsPage.tsx', 'src/RunsPage.tsx', 'src/AddDialog.tsx'],
  'src/VersionPage.tsx': ['?src/routes.tsx'],
  'src/heading.tsx': ['src/VersionPage.tsx', 'src/Models.tsx'],
  'src/account.tsx': ['src/pages/settings/People.tsx', 'src/AddDialog.tsx'],
  'src/parts/ArtifactBrowser.tsx': ['?src/Runs.tsx'],
  'src/files.ts': ['src/parts/ArtifactBrowser.tsx', 'src/AddDialog.tsx'],
  'src/LineChart.tsx': ['?src/Metrics.tsx'],
  'src/Metrics.tsx': ['?src/Runs.tsx'],
  'src/parts/reviews/RequestBanner.tsx': ['?src/VersionPage.tsx', '?src/pages/settings/People.tsx'],
  'src/words-of-requests.ts': ['src/parts/reviews/RequestBanner.tsx', 'src/AddDialog.tsx'],
  'src/ui/chart/curve.ts': ['src/LineChart.tsx', 'src/Metrics.tsx'],
  'node_modules/@mui/Radio.mjs': ['src/AddDialog.tsx', 'src/EditDialog.tsx'],
  'node_modules/input.js': ['src/field.tsx'],
  'src/previews/json/Json.tsx': ['?src/previews/File.tsx'],
  'src/previews/table/Table.tsx': ['?src/previews/File.tsx'],
  'node_modules/@mui/Menu.mjs': ['src/parts/ArtifactBrowser.tsx', 'src/AddDialog.tsx'],
  'src/previews/html/HtmlPreview.tsx': ['?src/previews/File.tsx'],
  'src/previews/notebook/NotebookPreview.tsx': ['?src/previews/File.tsx'],
  'src/previews/html/sanitize.ts': ['src/previews/html/HtmlPreview.tsx', 'src/previews/notebook/NotebookPreview.tsx'],
  'node_modules/dompurify.js': ['src/previews/html/sanitize.ts'],
  'node_modules/big.js': ['src/card.ts', 'src/facts.ts', 'src/both.ts'],
  'node_modules/zustand/index.js': ['src/chosen.ts'],
  'src/card.ts': ['src/AddDialog.tsx', 'src/pages/settings/People.tsx'],
  'src/facts.ts': ['src/AddDialog.tsx', 'src/pages/settings/People.tsx'],
  'src/both.ts': ['src/AddDialog.tsx', 'src/pages/settings/People.tsx'],
  'src/words.ts': ['src/both.ts'],
  'node_modules/zod.js': ['src/both.ts'],
  'src/chosen.ts': ['src/AddDialog.tsx', 'src/pages/settings/People.tsx'],
  'src/parts/use/UseModel.tsx': ['?src/VersionPage.tsx', '?src/Models.tsx'],
  'src/parts/use/ways.ts': ['src/parts/use/UseModel.tsx'],
  'src/pages/versions/changes/VersionChanges.tsx': ['?src/VersionPage.tsx'],
  'src/card-in-yaml.ts': ['src/pages/versions/changes/VersionChanges.tsx', 'src/AddDialog.tsx'],
  'src/quoted.ts': ['src/filter.ts', 'src/pages/versions/changes/VersionChanges.tsx'],
  'contract/mlmodel.ts': ['?src/api.ts'],
  'node_modules/yaml/index.js': ['contract/mlmodel.ts', 'src/card-in-yaml.ts'],
  'src/client.ts': ['src/main.tsx', 'src/Models.tsx'],
  'src/fetch.ts': ['src/client.ts', 'src/AddDialog.tsx'],
  'src/previews/rows.tsx': ['src/previews/json/Json.tsx', 'src/previews/table/Table.tsx'],
  'src/pages/logged-models/LoggedModelPage.tsx': ['?src/routes.tsx'],
  'src/domain/find/model-index.ts': ['?src/ModelsPage.tsx', '?src/AddDialog.tsx'],
}
const graph = {
  getModuleInfo: (id: string) => ({
    isEntry: id === 'src/main.tsx',
    importedIds: Object.keys(importers).filter((name) => importers[name]!.includes(id)),
    importers: (importers[id] ?? []).filter((name) => !name.startsWith('?')),
    dynamicImporters: (importers[id] ?? []).filter((name) => name.startsWith('?')).map((name) => name.slice(1)),
  }),
}
const fileIn = (id: string) => fileOf(/src.routes\.tsx$/)(id, graph)

test.each([
  ['src/Models.tsx', 'Models'],
  ['src/list.tsx', 'Models'],
  ['src/table.tsx', 'tables'],
  ['src/rows.tsx', 'tables'],
  ['src/chip.tsx', 'tables'],
  ['src/heading.tsx', 'app'],
  ['src/client.ts', 'app'],
  ['src/fetch.ts', 'app'],
  ['src/AddDialog.tsx', null],
  ['src/only.tsx', null],
  ['src/field.tsx', 'dialogs'],
  ['src/text.tsx', 'dialogs'],
  ['src/previews/rows.tsx', 'previews'],
  ['src/filter.ts', 'search'],
  ['src/files.ts', 'previews'],
  ['src/ui/chart/curve.ts', 'controls'],
  ['src/words-of-requests.ts', 'controls'],
  ['node_modules/@mui/Menu.mjs', 'controls'],
  ['src/previews/html/sanitize.ts', 'previews'],
  ['node_modules/dompurify.js', 'previews'],
  ['node_modules/@mui/Radio.mjs', 'parts'],
  ['src/parts/use/UseModel.tsx', 'read-yaml'],
  ['src/parts/use/ways.ts', 'read-yaml'],
  ['src/pages/versions/changes/VersionChanges.tsx', 'changes'],
  ['src/card-in-yaml.ts', 'changes'],
  ['contract/mlmodel.ts', 'read-yaml'],
  ['src/quoted.ts', 'tables'],
  ['src/pages/logged-models/LoggedModelPage.tsx', 'previews'],
  ['src/domain/find/model-index.ts', 'search'],
])('%s goes into the file %s', (id, file) => expect(fileIn(id)).toEqual(file))

test('what a page of settings shares with dialogs is not loaded with every page', () =>
  expect(fileIn('src/account.tsx')).not.toBe('app'))

test('what settings and dialogs share is in one file, or in that of the library that it needs', () => {
  const big = fileIn('node_modules/big.js')
  const zod = fileIn('node_modules/zod.js')
  expect(new Set([big, zod]).size).toBe(1) // the same parts need them
  for (const id of ['src/card.ts', 'src/facts.ts', 'src/both.ts']) expect(fileIn(id)).toBe(big)
  for (const id of ['src/account.tsx', 'src/chosen.ts', 'src/words.ts', 'node_modules/zustand/index.js'])
    expect(fileIn(id), id).toBe('parts')
})

test('a library that some parts need is in a file of its own', () =>
  expect(fileIn('node_modules/input.js')).toMatch(/^for-[0-9a-f]{6}$/))

test.each([
  ['/app/node_modules/react/cjs/react.production.js', true],
  ['/app/node_modules/react-dom/client.js', true],
  ['C:\\app\\node_modules\\scheduler\\index.js', true],
  ['/app/src/react.ts', true],
  ['/app/node_modules/react-router/dist/index.js', false],
  ['/app/node_modules/@tanstack/react-query/build/index.js', false],
  ['/app/src/main.tsx', false],
])('only React goes into its own file: %s', (id, goes) => expect(inReactsFile.test(id)).toBe(goes))

const file = (fileName: string, ...imports: string[]) => ({ fileName, imports })

test('files that import each other stop the build', () => {
  checkNoCircle([file('a', 'b', 'c'), file('b', 'c'), file('c'), { fileName: 'icon.svg' }])
  expect(() => checkNoCircle([file('a', 'b'), file('b', 'c'), file('c', 'b')])).toThrow('a → b → c → b')
})

/** A pattern for each of its alternatives, also of those in groups. */
function alternativesOf(pattern: string): string[] {
  const group = /\(([^()]*\|[^()]*)\)/.exec(pattern)
  if (!group) return pattern.split('|')
  const [all, inner = ''] = group
  const [before, after] = [pattern.slice(0, group.index), pattern.slice(group.index + all.length)]
  return inner.split('|').flatMap((one) => alternativesOf(before + one + after))
}

const filesIn = (folder: string) =>
  readdirSync(join(import.meta.dirname, '..', folder), { recursive: true, encoding: 'utf8' }).map((file) =>
    join('/app', folder, file),
  )

test('each alternative of each pattern matches a file', () => {
  const libraries = ['react', 'react-dom', 'scheduler', 'yaml', 'highlight.js', '@mui/material']
  const paths = ['src', 'contract', ...libraries.map((name) => `node_modules/${name}`)].flatMap(filesIn)
  const vain = (pattern: RegExp) =>
    alternativesOf(pattern.source).filter((one) => !paths.some((path) => new RegExp(one).test(path)))
  expect(patterns.flatMap(vain)).toEqual([])
  expect(vain(/src.parts.(use|renamed).UseModel\.tsx$/)).toEqual(['src.parts.renamed.UseModel\\.tsx$'])
  expect(vain(/NoSuchPage\.tsx$|RunPage\.tsx$/)).toEqual(['NoSuchPage\\.tsx$'])
})
