import { type Browser, chromium } from '@playwright/test'
import { findBrowser } from '../scripts/browser.mjs'

/** Features that Playwright turns off. Chromium reads only the last list, so ours repeats them. */
const offInPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

/** The suggestions below the address bar: two web pages in each window, which cost more than a page of the app. */
const addressBar = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup']

/** A renderer kept ready for a second site: a process more for every test, a tenth of its time. */
const spareRenderer = ['SpareRendererForSitePerProcess']

/** How Chromium is started: without what no test looks at. */
export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...offInPlaywright, ...addressBar, ...spareRenderer].join(',')}`,
]

/** Starts the Chromium of the tests, headless. Throws if there is none. */
export function launch(): Promise<Browser> {
  const executablePath = process.env['MODELSHELF_BROWSER'] || findBrowser()
  if (!executablePath) throw new Error('Found and installed no Chromium.')
  return chromium.launch({ executablePath, args: browserArgs })
}
