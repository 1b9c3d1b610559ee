import { readdirSync, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')

const sourcesIn = (folders: readonly string[]) =>
  folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) =>
        posix.join(folder, file.replaceAll('\\', '/')),
      ),
    )
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }))

const all = sourcesIn(['contract', 'src', 'server', 'testbed', 'e2e', 'conformance', 'bench', 'look'])
const app = all.filter(({ file }) => file.startsWith('src/') && !/\.test\.tsx?$/.test(file))

const requests = all.filter(
  ({ file }) => /^server\/embedded\/(access\/|routes\/|backend\.ts)/.test(file) && !file.endsWith('.test.ts'),
)

/** What must be done in one way only: where to look, the pattern, and the only files that may contain it. */
test.each([
  [
    'a version is moved, and the move noted',
    app,
    /'transitionStage'|'moveWorkspaceVersion'|withTransitionNote\(/,
    ['src/api/move-version.ts', 'src/api/writes/transition-note.ts'],
  ],
  ['page after page is asked for', all, /while \((\w*_)?token\b|\btoken !== undefined;/, ['contract/all-pages.ts']],
  [
    'a request with an account writes: its first check is who asks now',
    requests,
    /\bdb\.write\(/,
    [
      'server/embedded/access/entry.ts',
      'server/embedded/access/link-routes.ts', // the link's secret says who asks
      'server/embedded/access/provider/provider-routes.ts', // signs in
      'server/embedded/access/refusals.ts',
      'server/embedded/access/session-routes.ts', // signs in and out
      'server/embedded/backend.ts', // nobody has an account
    ],
  ],
  ['state outside of components is kept', app, /useSyncExternalStore|new Set<\(\) =>/, []],
  ['what a browser keeps has a name for this server alone', app, /\b(local|session)Storage\b/, ['src/storage.ts']],
  ['the base path is read', app, /\bbaseURI\b/, ['src/base-url.ts']],
  [
    'a button waits for what it started', // WriteButton and RemoveButton keep the focus
    app,
    /\b(disabled|loading)=\{[\w.]*(isPending|isFetching\w*)\}/,
    [
      'src/pages/settings/webhooks/WebhookPage.tsx', // an item of a menu, which has closed
      'src/pages/versions/changes/AgainstPicker.tsx', // a field
      'src/parts/register/ModelNameField.tsx', // a field
    ],
  ],
  // By formatCount: loading Intl takes milliseconds.
  ['digits are grouped', app, /\.toLocale\w*String\(/, []],
  [
    'a statement is limited', // by a number or +?: SQLite would prepare it anew each time
    all.filter(({ file }) => file.startsWith('server/')),
    /LIMIT \?/,
    [],
  ],
  ['a query key begins', app, /queryKey: \['|\broot = \[/, []],
])('%s in one way', (_what, sources, how, files) => {
  expect(sources.length).toBeGreaterThan(40)
  expect(
    sources
      .filter(({ text }) => how.test(text))
      .map(({ file }) => file)
      .toSorted(),
  ).toEqual(files)
})
