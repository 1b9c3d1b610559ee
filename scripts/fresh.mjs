// Shows that the README's two commands work on a machine with only Node and npm: clones the committed state into an empty
// folder and runs `npm start`, then `npm test`, with a PATH that contains nothing else.
//   node scripts/fresh.mjs [--node FILE] [--start-only]
// FILE is the Node (≥ 20) to use as the machine's own, by default the one that runs this script.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { root } from './install.mjs'

const { values: options } = parseArgs({
  options: { node: { type: 'string' }, 'start-only': { type: 'boolean', default: false } },
})
const folder = mkdtempSync(join(tmpdir(), 'modelshelf-fresh-'))
const node = realpathSync(options.node ?? process.execPath)
const clone = join(folder, 'modelshelf')
const env = { HOME: join(folder, 'home'), PATH: bareBin(), CI: 'true', XDG_CACHE_HOME: join(folder, 'home', '.cache') }
// Package registries and proxies belong to the machine, so its settings for them stay.
for (const [key, value] of Object.entries(process.env))
  if (/^(npm_config_|https?_proxy$|no_proxy$|NODE_EXTRA_CA_CERTS$|SSL_CERT|PIP_)/i.test(key)) env[key] = value
const npmrc = join(process.env.HOME ?? '', '.npmrc')
if (existsSync(npmrc)) env.npm_config_userconfig = npmrc

try {
  mkdirSync(env.HOME)
  must(spawnSync('git', ['clone', '--quiet', root, clone], { stdio: 'inherit' }), 'git clone')
  await startOnce()
  if (!options['start-only'])
    must(spawnSync(join(env.PATH, 'npm'), ['test'], { cwd: clone, env, stdio: 'inherit' }), 'npm test')
  console.log('\nfresh: both commands work in an empty folder')
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/** Runs npm start, waits for the URL, requests the page and the API, and ends it with Ctrl-C. */
async function startOnce() {
  const started = Date.now()
  const child = spawn(join(env.PATH, 'npm'), ['start', '--', '--port', '0'], {
    cwd: clone,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  let url
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line)
    url = /Modelshelf .*(http:\/\/\S+)/.exec(line)?.[1]
    if (url) break
  }
  if (!url) throw new Error('npm start ended before it printed its URL')
  child.stdout.resume()
  const page = await (await fetch(new URL('models', url))).text()
  const { experiments } = await (await fetch(new URL('api/2.0/mlflow/experiments/search?max_results=1', url))).json()
  process.kill(-child.pid, 'SIGINT')
  await ended
  if (!page.includes('id="root"') || experiments?.[0]?.name !== 'Default') throw new Error('npm start served no app')
  console.log(`fresh: npm start served the app ${Math.round((Date.now() - started) / 1000)} s after an empty folder`)
}

/** Creates a folder with only node, npm and a shell. */
function bareBin() {
  const bin = join(folder, 'bin')
  mkdirSync(bin)
  const npmCli = spawnSync('npm', ['root', '-g'], { encoding: 'utf8' }).stdout.trim()
  symlinkSync(node, join(bin, 'node'))
  for (const tool of ['npm', 'npx']) symlinkSync(join(npmCli, 'npm', 'bin', `${tool}-cli.js`), join(bin, tool))
  symlinkSync(existsSync('/bin/sh') ? '/bin/sh' : join(dirname(node), 'sh'), join(bin, 'sh'))
  return bin
}

function must({ status }, what) {
  if (status !== 0) throw new Error(`${what} failed (${status})`)
}
