// Installs what the commands need first: the packages, with Node 24 among them. Has no dependencies and runs on Node ≥ 20.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')

/** Runs `npm ci` unless node_modules is complete and not older than the lockfile. Ends the process if it fails. */
export function installPackages() {
  if (isInstalled()) return
  console.log('Installing the packages …')
  // Hides warnings: some packages require a newer Node than the one running npm, but that Node is among the packages.
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    console.error(npm.error ? `npm cannot be run: ${npm.error.message}` : 'npm ci failed; its output above says why.')
    process.exit(1)
  }
}

/** npm writes its own lockfile last. Also checks for folders that are missing or come from another kind of machine. */
function isInstalled() {
  const installed = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(installed)) return false
  if (statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs) return false
  const { packages } = JSON.parse(readFileSync(installed, 'utf8'))
  if (!Object.keys(packages).every((folder) => existsSync(join(root, folder, 'package.json')))) return false
  const node = ourNode()
  return node !== undefined && spawnSync(node, ['--version'], { stdio: 'ignore' }).status === 0
}

/** The environment in which `node` is the packaged Node 24. */
export function withOurNode(env) {
  return { ...env, PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${env.PATH ?? ''}` }
}

/** The Node to run the server with: the packaged one, else the running one if it is new enough, else undefined. */
export function ourNode() {
  const packaged = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  if (existsSync(packaged)) return packaged
  return Number.parseInt(process.versions.node, 10) >= 24 ? process.execPath : undefined
}
