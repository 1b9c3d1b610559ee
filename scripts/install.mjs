// Installs what the commands need first: the packages, with Node 24 among them, and finds the Node to run on. Has no dependencies and runs on Node ≥ 20.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')

/** Runs `npm ci` unless node_modules is complete and not older than the lockfile. Ends the process if it fails. */
export function installPackages() {
  if (isInstalled()) return
  console.log('Installing the packages …')
  // Also where NODE_ENV is production: the tools that build the web app are dev dependencies.
  // Errors only: react-router asks for a newer Node than npm may run on, and is only built into the app.
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = spawnSync('npm', ['ci', ...flags], {
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
  if (!existsSync(join(root, 'node_modules', 'vite'))) return false // installed without the dev dependencies
  const node = findNode()
  return node !== undefined && versionOf(node) !== undefined
}

/** Before 24.7, `node:crypto` has no argon2 and `node:sqlite` refuses numbered parameters. */
const LEAST = { major: 24, minor: 7 }

/** The Node to run the server and the tools on. Ends the process when there is none. */
export function ourNode() {
  const node = findNode()
  if (node) return node
  console.error(
    `Modelshelf needs Node ${LEAST.major}.${LEAST.minor} or newer, and none is packaged for ${process.platform} ${process.arch}. Install it and try again.`,
  )
  return process.exit(1)
}

/** The machine's own Node if it is new enough, else the packaged one, else undefined. */
function findNode() {
  // npm puts the packaged Node first on the PATH of its scripts, and tells which Node runs npm itself.
  const own = process.env.npm_node_execpath ?? process.execPath
  const version = versionOf(own)
  if (version && isEnough(version)) return own
  const packaged = join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
  return existsSync(packaged) ? packaged : undefined
}

/** Whether the server runs on this version of Node. */
export const isEnough = ({ major, minor }) => major > LEAST.major || (major === LEAST.major && minor >= LEAST.minor)

/** The version of a Node, or undefined if it does not run. */
function versionOf(node) {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8', shell: process.platform === 'win32' })
  const [, major, minor] = /^v(\d+)\.(\d+)\./.exec(stdout ?? '') ?? []
  return major === undefined ? undefined : { major: Number(major), minor: Number(minor) }
}

/** The environment in which `node` is `ourNode`. */
export function withOurNode(env) {
  return { ...env, PATH: `${dirname(ourNode())}${delimiter}${env.PATH ?? ''}` }
}
