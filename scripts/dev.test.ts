import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

// `npm run dev` serves app and API on one port, and every URL of the app opens.

const data = mkdtempSync(join(tmpdir(), 'modelshelf-dev-'))
let vite: ViteDevServer
let url: string

beforeAll(async () => {
  vi.stubEnv('MODELSHELF_DATA', data)
  vi.stubEnv('MODELSHELF_BASE_PATH', '/behind/a/proxy')
  vite = await createServer({
    root: join(import.meta.dirname, '..'),
    configLoader: 'native',
    logLevel: 'error',
    cacheDir: join(data, 'vite'),
    server: { host: '127.0.0.1', port: 0, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  })
  await vite.listen()
  url = vite.resolvedUrls?.local[0] ?? ''
}, 30_000)

afterAll(async () => {
  await vite.close()
  vi.unstubAllEnvs()
  rmSync(data, { recursive: true, force: true })
})

test('a deep link gets the page with its base and the server’s information', async () => {
  const page = await fetch(`${url}models/a%20b/versions/1`, { headers: { Accept: 'text/html' } })
  const html = await page.text()
  expect(page.status).toBe(200)
  expect(html).not.toContain('<!--modelshelf-->')
  const block = /<script type="application\/json" id="modelshelf">(.*?)<\/script>/s.exec(html)?.[1]
  expect(JSON.parse(block ?? '')).toMatchObject({ basePath: '', backend: 'embedded', capabilities: { stages: true } })
  // Files of the page load from any depth.
  expect(html).toContain('<base href="/" />')
  const entry = /src="([^"]*main\.tsx[^"]*)"/.exec(html)?.[1] ?? ''
  expect(await (await fetch(new URL(entry, url))).text()).toContain('createRoot')
})

test('the API answers on the same port', async () => {
  const found = await fetch(`${url}ajax-api/2.0/mlflow/experiments/get?experiment_id=0`)
  expect(await found.json()).toMatchObject({ experiment: { name: 'Default' } })
})
