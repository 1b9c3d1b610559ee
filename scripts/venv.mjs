import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { root } from './install.mjs'

/**
 * Returns the Python of a venv with the packages of conformance/requirements-<which>.txt. Creates it at first use in the
 * user's cache folder, one per content of that file. Undefined if there is no suitable Python, or if what is above another
 * venv's packages, or FastTrackML, can't be installed.
 */
export function makeVenv(which) {
  const below = over[which]
  const dependencies = below && makeVenv(below)
  if (below && !dependencies) return undefined
  const requirements = join(root, 'conformance', `requirements-${which}.txt`)
  const base = findPython(newest[below ?? which])
  if (!base) return undefined
  const hash = createHash('sha256')
    .update(readFileSync(requirements))
    .update(`${base.version}${dependencies ?? ''}`)
    .digest('hex')
    .slice(0, 12)
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache')
  const folder = join(cache, 'modelshelf', `venv-${which}-${hash}`)
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python')
  const whole = join(folder, 'whole') // written last, so an incomplete venv is created again
  if (existsSync(whole)) return python
  console.log(`\n── creating a Python environment with ${requirements}`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(cache, { recursive: true })
  must(base.command, ['-m', 'venv', folder])
  const install = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]
  if (dependencies) {
    // Its own packages come first on the path.
    const [own, shared] = [python, dependencies].map(packagesOf)
    writeFileSync(join(own, 'dependencies.pth'), shared)
  }
  if (dependencies || which === 'fasttrackml') {
    if (spawnSync(python, [...install, ...(alone.has(which) ? ['--no-deps'] : [])], { stdio: 'inherit' }).status !== 0)
      return undefined
  } else must(python, install)
  writeFileSync(whole, '')
  return python
}

/** The venv whose packages another one uses. */
const over = { 3.18: '3', cloud: '3', 'auth-3': '3', 'auth-2': '2' }

/** Of 3.18 the full package is out, but not all that it requires; of FastTrackML only the server is run, a program of its own. */
const alone = new Set(['3.18', 'fasttrackml'])

const packagesOf = (python) =>
  spawnSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"), end="")'], { encoding: 'utf8' })
    .stdout

// The newest Python with binaries of the pinned packages: pandas 1 for MLflow 1, pyarrow 19 for MLflow 2.
const newest = { 1: 11, 2: 13, 3: Number.POSITIVE_INFINITY, fasttrackml: Number.POSITIVE_INFINITY }
const OLDEST = 11 // required by scikit-learn

/** The first Python 3 from 3.11 to `newest`. */
function findPython(newest) {
  for (const command of ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11']) {
    const { stdout, status } = spawnSync(command, ['-c', 'import sys, venv, ensurepip; print(*sys.version_info[:3])'], {
      encoding: 'utf8',
    })
    const [major = 0, minor = 0] = (stdout ?? '').trim().split(' ').map(Number)
    if (status === 0 && major === 3 && minor >= OLDEST && minor <= newest) return { command, version: stdout }
  }
  return undefined
}

function must(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed`)
}
