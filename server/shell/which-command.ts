import { createHash } from 'node:crypto'
import { createReadStream, type Dirent, existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve, sep } from 'node:path'
import { createClient } from '#contract/client.ts'
import type { Output } from '#contract/endpoints.ts'
import { ADDED_BY_DOWNLOADS, type AskedFile, madeBy, MOST_ASKED } from '#contract/find/which.ts'
import { ConfigError } from '../config/config-values.ts'
import { type Db, openDb } from '../embedded/db.ts'
import { openArtifacts } from '../embedded/store/artifacts/artifacts.ts'
import { whichVersions } from '../embedded/store/find/which-versions.ts'
import { printable } from './printable.ts'
import { asksHelp, readOptions } from './read-options.ts'

export const whichHelp = `modelshelf which PATH [--url URL | --data DIR] [--json]     the versions that hold exactly the bytes of a file or a folder,
                                 of the server at URL, also in front of MLflow (signed in with MLFLOW_TRACKING_TOKEN, or …_USERNAME and
                                 …_PASSWORD, if it requires that) or of the data folder.
                                 Ends with 0 if there is one, 3 if there is none, 1 for an error
`

const options = {
  data: { type: 'string' },
  url: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** Runs the command and returns what to print. Throws ConfigError. `data`: the folder without --data. */
export async function runWhich(argv: readonly string[], data: string): Promise<string> {
  if (asksHelp(argv)) return whichHelp.trimEnd()
  const { values, positionals } = readOptions(argv, options, whichHelp)
  const [path = '', ...more] = positionals
  if (more.length > 0) throw new ConfigError(`Name one file or folder.\n${whichHelp}`)
  const asking = { path, json: values.json }
  if (values.url !== undefined) return whichAt(values.url, asking)
  const folder = resolve(values.data ?? data)
  const file = join(folder, 'modelshelf.db')
  if (!existsSync(file))
    throw new ConfigError(`There is no data in ${folder}. Name a server with --url, or the folder with --data.`)
  const db = openDb(file)
  try {
    return await whichIn(folder, db, asking)
  } finally {
    db.close()
  }
}

type Which = Output<'whichVersions'>
type Asking = { path: string; json: boolean }

/** What the shell gets besides the text: 0 if a version holds exactly these bytes, 3 if none does. Errors are 1. */
export const NONE_FOUND = 3

/** What MLflow's client would send, from the same variables. */
function authorization(): string | undefined {
  const {
    MLFLOW_TRACKING_TOKEN: token,
    MLFLOW_TRACKING_USERNAME: user,
    MLFLOW_TRACKING_PASSWORD: password,
  } = process.env
  if (user && password) return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  return token ? `Bearer ${token}` : undefined
}

/** Asks the server at `url`, which may be one in front of MLflow. */
async function whichAt(url: string, { path, json }: Asking): Promise<string> {
  const files = await filesOf(path)
  const base = URL.canParse(url) && /^https?:/.test(url) ? `${url.replace(/\/+$/, '')}/` : undefined
  if (base === undefined) throw new ConfigError(`--url must be the address of a server, not '${url}'.`)
  const Authorization = authorization()
  const call = createClient(base, (to, init) =>
    fetch(to, {
      ...init,
      headers: { ...(init.headers as Record<string, string>), ...(Authorization && { Authorization }) },
    }),
  )
  const mlmodel = join(path, 'MLmodel')
  const made_by = files.some((file) => file.path === 'MLmodel') ? madeBy(await readFile(mlmodel, 'utf8')) : []
  try {
    return told(await call('whichVersions', { files, made_by }), json)
  } catch (error) {
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined
    if (status === 404)
      throw new ConfigError(`${url} is not a Modelshelf server, or runs a version without this command.`)
    if (status === 401)
      throw new ConfigError(
        `${url} requires signing in: set MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD.`,
      )
    throw new ConfigError(`Cannot reach ${url}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Looks in the data folder, whose server may be running. */
async function whichIn(data: string, db: Db, { path, json }: Asking): Promise<string> {
  const files = await filesOf(path)
  const tmp = mkdtempSync(join(tmpdir(), 'modelshelf-which-')) // the server's own has its unfinished uploads
  try {
    return told(await whichVersions(db, openArtifacts(join(data, 'artifacts'), tmp), files), json)
  } finally {
    rmSync(tmp, { recursive: true })
  }
}

/** The files of a folder, or one file, with their hashes. */
async function filesOf(path: string): Promise<AskedFile[]> {
  if (!existsSync(path)) throw new ConfigError(path === '' ? 'Name a file or folder.' : `No file or folder at ${path}.`)
  try {
    const names = statSync(path).isDirectory() ? namesIn(path) : ['']
    const files: AskedFile[] = []
    for (const name of names) files.push({ path: name, ...(await hashed(name === '' ? path : join(path, name))) })
    return files
  } catch (error) {
    // What the system says, such as that nobody but its owner may read a file.
    if (error instanceof Error && 'syscall' in error) throw new ConfigError(`Cannot read ${path}: ${error.message}`)
    throw error
  }
}

const isFile = (entry: Dirent) =>
  entry.isFile() ||
  (entry.isSymbolicLink() && statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.isFile())

/** The paths of the files in a folder. A link to a file is that file, as for MLflow's client when it uploads a folder. */
function namesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(isFile)
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((name) => name !== ADDED_BY_DOWNLOADS)
  if (names.length === 0) throw new ConfigError(`The folder ${folder} has no files.`)
  if (names.length > MOST_ASKED) throw new ConfigError(`The folder ${folder} has more than ${MOST_ASKED} files.`)
  return names
}

async function hashed(file: string) {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer)
  return { size: statSync(file).size, sha256: hash.digest('hex') }
}

function told({ exact, near, unread, late = 0 }: Which, json: boolean): string {
  if (exact.length === 0) process.exitCode = NONE_FOUND
  if (json) return JSON.stringify({ exact, near, unread, ...(late > 0 && { late }) }, null, 2)
  const line = ({ name, version, current_stage: stage }: Which['near'][number] | Which['exact'][number]) =>
    `${printable(name)} version ${version}${stage === 'None' ? '' : ` (${stage})`}`
  return [
    ...exact.map((one) => `${line(one)}${one.path ? `\t${printable(one.path)}` : ''}`),
    ...(exact.length === 0 ? ['No version has exactly these bytes.'] : []),
    ...near.map(
      (one) =>
        `Similar: ${line(one)}\t${one.differing} of ${one.of} files ${one.differing === 1 ? 'differs' : 'differ'}`,
    ),
    ...(unread > 0 ? [`Not compared: ${count(unread)} whose files cannot be read.`] : []),
    ...(late > 0 ? [`Not compared: ${count(late)}, because reading the files took too long.`] : []),
  ].join('\n')
}

const count = (versions: number) => `${versions} ${versions === 1 ? 'version' : 'versions'}`
