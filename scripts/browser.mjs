import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { delimiter, join } from 'node:path'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const places = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/Applications/Google Chrome.app/Contents/MacOS',
  '/Applications/Chromium.app/Contents/MacOS',
  'C:\\Program Files\\Google\\Chrome\\Application',
]

/** Finds a Chromium: an installed one, else Playwright's download, else Debian's package. Undefined if there is none. */
export function findBrowser() {
  return installed() ?? downloaded() ?? fromDebian()
}

function installed() {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...places]
  for (const folder of folders)
    for (const name of [...names, 'chrome.exe', 'Google Chrome', 'Chromium'])
      if (folder && existsSync(join(folder, name))) return join(folder, name)
  return undefined
}

function downloaded() {
  const { chromium } = createRequire(import.meta.url)('playwright-core')
  if (existsSync(chromium.executablePath())) return chromium.executablePath()
  console.log('No Chromium or Chrome is installed. Downloading Playwright’s …')
  spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'inherit', timeout: 300_000 })
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}

function fromDebian() {
  const apt = '/usr/bin/apt-get'
  if (!existsSync(apt) || process.getuid?.() !== 0) return undefined
  console.log('Installing Debian’s Chromium …')
  spawnSync(apt, ['update', '-qq'], { stdio: 'inherit' })
  spawnSync(apt, ['install', '-y', '-qq', 'chromium'], {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  return installed()
}
