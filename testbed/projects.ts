import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { makeVenv } from '../scripts/venv.mjs'
import { cloudPython, startCloud } from './cloud.ts'
import { type Account, type Mlflow, startMlflow } from './mlflow.ts'
import { startServer } from './server.ts'
import { openTap, type Seen } from './tap.ts'

/** The backend of the app: its own, or a real MLflow server of one version. Also the project's name. */
export type Backend = 'embedded' | 'mlflow-3' | 'mlflow-2'

/** The project's servers, as a spec's worker sees them. */
export type Running = {
  /** Modelshelf's URL with a trailing slash. */
  url: string
  /** Its data folder. */
  data: string
  /** The Python with this backend's real client, if the machine has one. */
  python?: string
  /** The file that the real MLflow server logs its requests to. */
  log?: string
  /** How a Modelshelf reaches the real MLflow server, as the operator. */
  mlflow?: { port: number; env: Record<string, string> }
  /** Another Modelshelf in front of the same MLflow server, where people sign in to their own accounts. */
  signIn?: { url: string; mlflow: string; people: typeof people }
}

/** Who has an account of the MLflow server besides the operator. */
const people = [
  { name: 'ada', password: 'of-ada-91c2d4f0' },
  { name: 'ben', password: 'of-ben-5b8e6d10' },
] as const satisfies Account[]

/** `missing` says why a project cannot run here. */
export type Started = { running: Running | { missing: string }; stop: () => Promise<void> }

const versions = { embedded: '3', 'mlflow-3': '3', 'mlflow-2': '2' } as const

// Must never reach a browser. Unusual enough to be found in any surrounding text.
const USER = 'canary-operator'
const PASSWORD = 'canary-7f3a91c2d4'
const TOKEN = 'canary-token-5b8e6d10fa'
const basic = Buffer.from(`${USER}:${PASSWORD}`).toString('base64')
const credentials: Record<'mlflow-3' | 'mlflow-2', Record<string, string>> = {
  'mlflow-3': { MLFLOW_TRACKING_USERNAME: USER, MLFLOW_TRACKING_PASSWORD: PASSWORD },
  'mlflow-2': { MLFLOW_TRACKING_TOKEN: TOKEN },
}
const secrets = [PASSWORD, basic, TOKEN]

/** Starts a project's servers: one Modelshelf and, for the MLflow projects, a real MLflow server. */
export async function startProject(backend: Backend, folder: string): Promise<Started> {
  const python = pythonFor(versions[backend])
  const known = python === undefined ? {} : { python }
  if (backend === 'embedded') {
    const server = await startServer(undefined, { MODELSHELF_ALLOW_WEBHOOKS_TO: '127.0.0.1' })
    return { running: { url: server.url, data: server.data, ...known }, stop: server.stop }
  }
  if (!python) return { running: { missing: 'needs a Python for a real MLflow server' }, stop: async () => {} }
  const home = join(folder, backend)
  rmSync(home, { recursive: true, force: true })
  const withCloud = backend === 'mlflow-3' ? cloudPython() : undefined
  const cloud = withCloud ? await startCloud(withCloud) : undefined
  if (backend === 'mlflow-3' && !cloud)
    console.log('!!! No PostgreSQL (Debian’s package) or no S3 server: mlflow-3 runs on SQLite and files instead.')
  const mlflow = await startMlflow({
    python: withCloud ?? python,
    version: versions[backend],
    folder: home,
    ...cloud,
    ...(withCloud && { admin: { name: USER, password: PASSWORD } }),
  })
  const operators = await startTapped(mlflow, credentials[backend])
  const own = withCloud ? await startForPeople(mlflow) : undefined
  return {
    running: {
      url: operators.url,
      data: operators.data,
      ...known,
      log: join(home, 'server.log'),
      mlflow: { port: mlflow.port, env: credentials[backend] },
      ...(own && { signIn: { url: own.url, mlflow: mlflow.url, people } }),
    },
    async stop() {
      const seen = await operators.stop()
      await own?.stop()
      await mlflow.stop()
      await cloud?.stop()
      judge(backend, seen)
    },
  }
}

/** Makes accounts for people, and starts a Modelshelf that has no credentials, where they sign in. */
async function startForPeople({ url }: Mlflow) {
  for (const { name, password } of people) {
    const { ok, status } = await fetch(`${url}/api/2.0/mlflow/users/create`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: `Basic ${basic}` },
      body: JSON.stringify({ username: name, password }),
    })
    if (!ok) throw new Error(`MLflow made no account for ${name} (${status})`)
  }
  return startServer(undefined, { MLFLOW_TRACKING_URI: url, MODELSHELF_AUTH: 'pass-through' })
}

/** Starts a Modelshelf in front of `mlflow`, with taps on both sides that look for credentials. */
async function startTapped({ port }: Mlflow, env: Record<string, string>) {
  const behind = await openTap(port, secrets)
  const server = await startServer(undefined, {
    MLFLOW_TRACKING_URI: `http://127.0.0.1:${behind.port}`,
    MODELSHELF_ALLOW_WEBHOOKS_TO: '127.0.0.1',
    ...env,
  })
  const before = await openTap(Number(new URL(server.url).port), secrets)
  return {
    url: `http://127.0.0.1:${before.port}/`,
    data: server.data,
    async stop() {
      await server.stop()
      await Promise.all([before.close(), behind.close()])
      return { before: before.seen, behind: behind.seen }
    },
  }
}

/** Throws if any answer to a browser or client contained a credential, or if the tap saw none at all and proves nothing. */
function judge(backend: Backend, { before, behind }: { before: Seen; behind: Seen }) {
  console.log(
    `${backend}: ${before.bytesDown} bytes answered, credentials in ${before.secretsDown} places; ` +
      `sent to MLflow ${behind.secretsUp} times`,
  )
  if (before.secretsDown > 0) throw new Error(`${backend}: an answer contained a credential of the MLflow server`)
  if (before.bytesDown > 0 && behind.secretsUp === 0) throw new Error(`${backend}: no credential was sent to MLflow`)
}

/** The Python that scripts/test.mjs has set up, else the one in the user's cache folder, created if needed. */
function pythonFor(version: '2' | '3'): string | undefined {
  const given = process.env[version === '3' ? 'MODELSHELF_PYTHON' : 'MODELSHELF_PYTHON_2']
  return given === undefined ? makeVenv(version) : given || undefined
}
