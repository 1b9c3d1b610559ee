// Takes the pictures of README: a model of the sample project, light and dark, on a server of its own.
//   npm run build && node scripts/picture.mjs        writes docs/model-light.webp and docs/model-dark.webp
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findBrowser } from './browser.mjs'
import { ourNode, root } from './install.mjs'

const size = { width: 1280, height: 1090 }
const MOST_BYTES = 200_000

const data = mkdtempSync(join(tmpdir(), 'modelshelf-picture-'))
const server = spawn(ourNode(), [join(root, 'server', 'main.ts'), '--port', '0', '--data', data], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const { chromium } = createRequire(import.meta.url)('playwright-core')
const browser = await chromium.launch({ executablePath: findBrowser(), args: ['--no-sandbox'] })
try {
  const url = await urlOf(server)
  const json = { 'Content-Type': 'application/json' }
  await fetch(`${url}modelshelf/sample`, { method: 'POST', headers: json, body: '{}' })
  mkdirSync(join(root, 'docs'), { recursive: true })
  for (const colorScheme of ['light', 'dark']) {
    const page = await browser.newPage({ viewport: size, deviceScaleFactor: 2, colorScheme, locale: 'en-GB' })
    await page.goto(`${url}models/station-demand`, { waitUntil: 'networkidle' })
    await page.getByRole('tab', { name: 'All' }).click()
    await page.getByRole('row', { name: /Version 5/ }).waitFor()
    const webp = await asWebp(page, await page.screenshot({ animations: 'disabled' }))
    if (webp.length > MOST_BYTES) throw new Error(`The ${colorScheme} picture has ${webp.length} bytes.`)
    writeFileSync(join(root, 'docs', `model-${colorScheme}.webp`), webp)
    console.log(`docs/model-${colorScheme}.webp: ${webp.length} bytes`)
  }
} finally {
  await browser.close()
  server.kill('SIGTERM')
  await new Promise((resolve) => server.once('exit', resolve))
  rmSync(data, { recursive: true, force: true })
}

/** Waits for the URL that the server prints when it listens. */
async function urlOf({ stdout }) {
  for await (const line of createInterface({ input: stdout })) {
    const url = /http:\/\/\S+/.exec(line)?.[0]
    if (url) return url
  }
  throw new Error('The server ended before it was listening.')
}

/** Converts a PNG screenshot to WebP, a third of the size, with a canvas on an empty page. */
async function asWebp(page, png) {
  await page.goto('about:blank')
  const text = await page.evaluate(
    async (source) => {
      const image = new Image()
      image.src = source
      await image.decode()
      const canvas = new OffscreenCanvas(image.width, image.height)
      canvas.getContext('2d').drawImage(image, 0, 0)
      const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.78 })
      return btoa(Array.from(new Uint8Array(await blob.arrayBuffer()), (byte) => String.fromCharCode(byte)).join(''))
    },
    `data:image/png;base64,${png.toString('base64')}`,
  )
  return Buffer.from(text, 'base64')
}
