import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Hono } from 'hono'
import { afterAll, expect, test } from 'vitest'
import { createApp } from './app.ts'
import { defaults } from './config/config.ts'
import { embedded } from './embedded/backend.ts'
import { openDb } from './embedded/db.ts'
import { openArtifacts } from './embedded/store/artifacts/artifacts.ts'
import { openAccounts } from './testing/accounts.ts'

const folder = mkdtempSync(join(tmpdir(), 'modelshelf-static-'))
const dist = join(folder, 'dist')
mkdirSync(join(dist, 'assets'), { recursive: true })
writeFileSync(join(dist, 'index.html'), '<head><!--modelshelf--></head><div id="root"></div>')
writeFileSync(join(dist, 'before-app.js'), 'theme()')
writeFileSync(join(dist, 'assets/app-1a2b.js'), 'app()')
writeFileSync(join(dist, 'assets/app-1a2b.js.gz'), gzipSync('app()'))
writeFileSync(join(folder, 'secret.txt'), 'secret')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function open(basePath = '', built = dist): Hono {
  const artifacts = openArtifacts(join(folder, 'artifacts'), join(folder, 'tmp'))
  const backend = embedded({ ...defaults, db: openDb(':memory:'), artifacts })
  return createApp({ backend, config: { basePath }, dist: built })
}

const html = { headers: { Accept: 'text/html,*/*' } }

test.each([
  '/',
  '/models',
  '/models/a/versions/1',
  '/models/a%20b%2Fc/versions/1/artifacts/dir/file.txt',
  '/models/a/versions/1/changes',
  '/experiments/',
  '/experiments/1,2/runs',
  '/runs/x',
  '/runs/x/artifacts',
  '/runs/x/artifacts/a.txt',
  '/runs/x/artifacts/dir/a.txt',
  '/logged-models/m/artifacts/dir/a.txt',
  '/runs/x/artifacts/%ff',
  '/logged-models/m/artifacts/a/%ff',
  '/logged-models/m',
  '/reviews',
  '/settings',
  '/sign-in',
  '/sign-in/',
])('serves the app at %s', async (path) => {
  const response = await open().request(path)
  expect(response.status).toBe(200)
  expect(await response.text()).toContain('id="root"')
})

test.each([
  '/reviews/1',
  '/comparisons',
  '/models/a/versions',
  '/runs',
  '/runs/x/nothing',
  '/settings/x',
  '/experiments/1',
])('answers %s with 404 and the app, which says "not found"', async (path) => {
  const response = await open().request(path, html)
  expect(response.status).toBe(404)
  expect(await response.text()).toContain('id="root"')
})

test('the page of a view-only link tells no other site its address', async () => {
  const answers = [await open().request('/shared'), await open().request('/')]
  expect(answers.map(({ headers }) => headers.get('Referrer-Policy'))).toEqual(['no-referrer', 'same-origin'])
})

test('answers an unknown navigation with the app and 404, anything else with JSON', async () => {
  const page = await open().request('/nowhere', html)
  expect([page.status, page.headers.get('Content-Type')]).toEqual([404, 'text/html; charset=UTF-8'])
  const json = await open().request('/nowhere')
  expect([json.status, json.headers.get('Content-Type')]).toEqual([404, 'application/json'])
})

test('O14 O15 the page runs only our scripts, can’t be framed, and its styles need the nonce of the answer', async () => {
  const [first, second] = [await open().request('/'), await open().request('/')]
  const policy = first.headers.get('Content-Security-Policy') ?? ''
  expect(policy.split('; ')).toEqual(
    expect.arrayContaining(["script-src 'self'", "object-src 'none'", "base-uri 'self'", "frame-ancestors 'none'"]),
  )
  expect(policy).not.toMatch(/unsafe|\*/)
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1]
  expect(await first.text()).toContain(`<meta name="csp-nonce" content="${nonce}" />`)
  expect(second.headers.get('Content-Security-Policy')).not.toContain(nonce)
})

test('a script in the page itself runs by its hash', async () => {
  const own = join(folder, 'own')
  mkdirSync(own)
  writeFileSync(join(own, 'index.html'), '<head><!--modelshelf--><script>theme()</script></head>')
  const policy = (await open('', own).request('/')).headers.get('Content-Security-Policy')
  const hash = createHash('sha256').update('theme()').digest('base64')
  expect(policy).toContain(`; script-src 'self' 'sha256-${hash}'; `)
})

test('the page tells the app its base path and backend', async () => {
  const page = await (await open('/shelf').request('/shelf/models/x')).text()
  expect(page).toContain('<base href="/shelf/" />')
  const block = /<script type="application\/json" id="modelshelf">(.*?)<\/script>/.exec(page)?.[1] ?? ''
  expect(JSON.parse(block)).toMatchObject({ basePath: '/shelf', backend: 'embedded', mlflowVersion: '3.17.2' })
})

test('serves nothing outside the base path', async () => {
  const app = open('/shelf')
  expect((await app.request('/shelf')).status).toBe(200)
  expect((await app.request('/shelf/before-app.js')).status).toBe(200)
  expect((await app.request('/models')).status).toBe(404)
  expect((await app.request('/shelfmodels')).status).toBe(404)
})

test('serves built files compressed if accepted, and caches those with a hash in the name forever', async () => {
  const zipped = await open().request('/assets/app-1a2b.js', { headers: { 'Accept-Encoding': 'gzip, br' } })
  expect(zipped.headers.get('Content-Encoding')).toBe('gzip')
  expect(zipped.headers.get('Cache-Control')).toContain('immutable')
  expect(zipped.headers.get('Content-Type')).toContain('javascript')
  const plain = await open().request('/before-app.js')
  expect(await plain.text()).toBe('theme()')
  expect(plain.headers.get('Cache-Control')).toBe('no-cache')
})

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/assets/..%2f..%2fsecret.txt',
  '/assets/%zz',
  '/%',
  '/%00',
  '/assets/app-1a2b.js.gz',
  '/index.html',
  '/assets',
  'http://localhost//etc/passwd',
])('R04 R05 serves no file for %s', async (path) => {
  const response = await open().request(path)
  expect(response.status).toBe(404)
  expect(await response.json()).toHaveProperty('error_code')
})

test('D05 R06 neither reflects an unknown path in the page nor redirects to it', async () => {
  for (const path of ['/<script>alert(1)</script>', '//evil.example', '/%5cevil.example', '/x?next=//evil.example']) {
    const response = await open().request(path, html)
    expect(response.headers.has('Location')).toBe(false)
    expect(await response.text()).not.toMatch(/alert|evil/)
  }
})

test('R07 answers HEAD like GET without a body, and refuses writes', async () => {
  const head = await open().request('/models', { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
  expect((await open().request('/models', { method: 'POST' })).status).toBe(404)
})

test('names the files of a page’s code, without what index.html loads itself', async () => {
  const manifest = {
    'index.html': { file: 'assets/index-1.js', isEntry: true, imports: ['_runtime.js'] },
    '_runtime.js': { file: 'assets/runtime-1.js' },
    // Of another's file with the same name, which may be outside of this folder.
    '../node_modules/markdown/Markdown.js': {
      file: 'assets/Markdown-2.js',
      name: 'Markdown',
      isDynamicEntry: true,
    },
    '_previews.js': { file: 'assets/previews-1.js', name: 'previews', imports: ['_fields.js'] },
    '_fields.js': { file: 'assets/fields-1.js', imports: ['index.html', '_runtime.js'] },
    'src/ui/markdown/Markdown.tsx': { file: 'assets/Markdown-1.js', name: 'Markdown' },
    'src/ui/markdown/RichMarkdown.tsx': { file: 'assets/RichMarkdown-1.js', name: 'RichMarkdown' },
    '_read-yaml.js': { file: 'assets/read-yaml-1.js', name: 'read-yaml' },
    '_RunPage-1.js': { file: 'assets/RunPage-1.js', name: 'RunPage', imports: ['index.html', '_fields.js'] },
    'src/pages/models/list/ModelsPage.tsx': {
      file: 'assets/ModelsPage-1.js',
      name: 'ModelsPage',
      imports: ['index.html'],
    },
  }
  mkdirSync(join(dist, '.vite'), { recursive: true })
  writeFileSync(join(dist, '.vite/manifest.json'), JSON.stringify(manifest))
  const app = open('/ml')
  const named = async (path: string, by = app, headers = {}) => {
    const text = await (await by.request(path, { headers: { ...html.headers, ...headers } })).text()
    return [...text.matchAll(/<link rel="modulepreload" crossorigin href="([^"]*)"/g)].map(([, file]) => file)
  }
  expect(await named('/ml/runs/x/artifacts/a.txt')).toEqual([
    './assets/RunPage-1.js',
    './assets/fields-1.js',
    './assets/previews-1.js',
  ])
  expect(await named('/ml/runs/x')).toEqual(['./assets/RunPage-1.js', './assets/fields-1.js'])
  expect(await named('/ml/')).toEqual(['./assets/ModelsPage-1.js'])
  expect(await named('/ml/models')).toEqual(['./assets/ModelsPage-1.js'])
  expect(await named('/ml/nowhere')).toEqual([])
  const { app: team, headersOf, things } = await openAccounts(dist)
  const { model } = things(false, 'manager') // with a description, unlike its versions, which have no files
  expect(await named(`/models/${model}`, team, headersOf('manager'))).toEqual(['./assets/Markdown-1.js'])
  const version = `/models/${model}/versions/1`
  expect(await named(version, team, headersOf('manager'))).toEqual(['./assets/read-yaml-1.js'])
  expect(await named(`${version}/activity`, team, headersOf('manager'))).toEqual([])
  const { status } = await app.request('/ml/.vite/manifest.json')
  expect(status).toBe(404)
})
