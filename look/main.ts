// npm run look: takes pictures of every page, dialog and state, light and dark, 1440 and 390 px wide, for a person to look at.
//   npm run build && npm run look -- [--only WORD]        writes test-results/look/<scene>.png, the four side by side
// Fails if a page scrolls sideways, breaks or logs an error. Whether it looks good is for the person to decide.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { launch } from '../testbed/browser.ts'
import { photograph } from './photograph.ts'
import { scenes } from './scenes.ts'
import { startAll } from './servers.ts'
import { sheet } from './sheet.ts'

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } })
const folder = join(import.meta.dirname, '..', 'test-results', 'look')
if (!values.only) rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })

const places = await startAll()
const browser = await launch()
try {
  for (const scene of scenes(places).filter(({ name }) => name.includes(values.only))) {
    const { pictures, faults } = await photograph(browser, scene)
    await sheet(browser, pictures, join(folder, `${scene.name}.png`))
    console.log(`${faults.length ? '✗' : '✓'} ${scene.name}`)
    for (const fault of faults) console.log(`    ${fault}`)
    if (faults.length) process.exitCode = 1
  }
} finally {
  await browser.close()
  await places.stop()
}
console.log(`The pictures are in ${folder}`)
