import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { freePort } from '../scripts/free-port.ts'

export type Mlflow = {
  /** The process id of the command; the web server is its child. */
  pid: number | undefined
  port: number
  url: string
  /** The log so far: one line per request, with path and query. */
  log: () => string
  stop: () => Promise<void>
  /** Ends it like a crash: no request is finished. */
  kill: () => Promise<void>
}

export type MlflowParts = {
  /** The Python of an environment with mlflow, and its version. */
  python: string
  version: '2' | '3'
  /** The folder of database and artifacts; a second start on the same folder finds them again. */
  folder: string
  /** A free port unless given. */
  port?: number
  /** Where it keeps its data; SQLite and files in `folder` unless given. */
  place?: Place
  /** Gives it accounts (MLflow's basic-auth app), with this one as administrator. Needs the packages of `cloud`. */
  admin?: Account
  /** Further variables. */
  env?: Record<string, string>
}

export type Account = { name: string; password: string }

/** A database and an artifact store, as URIs, and the variables that a server needs to reach them. */
export type Place = { store: string; files: string; env: Record<string, string> }

const START_MS = 120_000

/** Starts a real MLflow server on 127.0.0.1 with one worker, and waits until it answers. Throws with its log. */
export async function startMlflow(parts: MlflowParts): Promise<Mlflow> {
  const { python, version, folder, port: chosen, admin, env } = parts
  mkdirSync(folder, { recursive: true })
  const port = chosen ?? (await freePort())
  const logFile = join(folder, 'server.log')
  const output = openSync(logFile, 'a')
  const place = parts.place ?? placeIn(folder)
  const accounts = admin && accountsIn(folder, place, admin)
  const args = [...argumentsFor(port, version, place), ...(accounts?.args ?? [])]
  const child = spawn(python, ['-m', 'mlflow', ...args], {
    stdio: ['ignore', output, output],
    // A process group of its own: mlflow starts the web server as its child, and both must end.
    detached: true,
    env: {
      ...process.env,
      MLFLOW_TRACKING_URI: '',
      MLFLOW_SERVER_ENABLE_JOB_EXECUTION: 'false',
      ...place.env,
      ...accounts?.env,
      ...env,
    },
  })
  closeSync(output)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const signal = (name: NodeJS.Signals) => signalGroup(child.pid, name)
  const lastResort = () => signal('SIGKILL')
  process.once('exit', lastResort)
  const end = async (name: NodeJS.Signals) => {
    signal(name)
    await ended
    lastResort() // a web server that outlived its parent
    // Until its last process is gone, the port still accepts connections and then resets them.
    while (await takesConnections(port)) await new Promise((resolve) => setTimeout(resolve, 20))
    process.off('exit', lastResort)
  }
  const log = () => readFileSync(logFile, 'utf8')
  const url = `http://127.0.0.1:${port}`
  const giveUp = Date.now() + START_MS
  while (!(await answers(url))) {
    if (child.exitCode !== null || Date.now() > giveUp) {
      lastResort()
      throw new Error(`MLflow did not start:\n${log().slice(-4000)}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return { pid: child.pid, port, url, log, stop: () => end('SIGTERM'), kill: () => end('SIGKILL') }
}

const placeIn = (folder: string): Place => ({
  store: `sqlite:///${join(folder, 'mlflow.db')}`,
  files: join(folder, 'artifacts'),
  env: {},
})

/** The basic-auth app. Everybody may read everything; checked passwords are remembered, since checking one takes 0.3 s. */
function accountsIn(folder: string, { store }: Place, { name, password }: Account) {
  const file = join(folder, 'accounts.ini')
  const database = store.startsWith('sqlite') ? `sqlite:///${join(folder, 'accounts.db')}` : store
  const lines = [
    '[mlflow]',
    'default_permission = READ',
    `database_uri = ${database}`,
    `admin_username = ${name}`,
    `admin_password = ${password}`,
    'authorization_function = mlflow.server.auth:authenticate_request_basic_auth',
    'auth_cache_ttl_seconds = 3600',
  ]
  writeFileSync(file, lines.join('\n'))
  return {
    args: ['--app-name', 'basic-auth'],
    env: { MLFLOW_AUTH_CONFIG_PATH: file, MLFLOW_FLASK_SERVER_SECRET_KEY: 'for tests' },
  }
}

function argumentsFor(port: number, version: '2' | '3', { store: database, files: root }: Place): string[] {
  const where = ['--host', '127.0.0.1', '--port', String(port), '--workers', '1']
  const store = ['--backend-store-uri', database]
  const files = ['--artifacts-destination', root]
  // 3 runs uvicorn, which logs requests by default; 2 runs gunicorn, which would also end every transfer after 30 s.
  const more = version === '2' ? ['--gunicorn-opts', '--access-logfile - --timeout 300'] : []
  return ['server', ...where, ...store, ...files, ...more]
}

function signalGroup(pid: number | undefined, name: NodeJS.Signals) {
  if (pid === undefined) return
  try {
    process.kill(-pid, name)
  } catch {
    // the group is gone, as intended
  }
}

function takesConnections(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/health`)).ok
  } catch {
    return false // not listening yet
  }
}
