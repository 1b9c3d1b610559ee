import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeVenv } from '../scripts/venv.mjs'
import { freePort } from '../scripts/free-port.ts'
import type { Place } from './mlflow.ts'

export type Cloud = {
  place: Place
  stop: () => Promise<void>
}

const READY_MS = 60_000
const BUCKET = 'shelf'
const programs = '/usr/lib/postgresql'

/** A Python with mlflow and what it needs for PostgreSQL, S3 and accounts, if that can be installed. */
export const cloudPython = (): string | undefined => makeVenv('cloud')

/** Where its packages are, for another Python. */
export const packagesOf = (python: string): string =>
  execFileSync(python, ['-c', 'import sysconfig; print(sysconfig.get_path("purelib"), end="")'], { encoding: 'utf8' })

/** Starts PostgreSQL and an S3 server, both empty. Undefined if this machine has no PostgreSQL. */
export async function startCloud(python: string): Promise<Cloud | undefined> {
  if (!existsSync(programs)) return undefined
  const started = await Promise.allSettled([startPostgres(), startS3(python)])
  const stop = async () => {
    await Promise.all(started.map((each) => (each.status === 'fulfilled' ? each.value.stop() : undefined)))
  }
  const [database, files] = started
  if (database.status === 'rejected' || files.status === 'rejected') {
    await stop()
    throw new AggregateError(started.flatMap((each) => (each.status === 'rejected' ? [each.reason] : [])))
  }
  return { place: { store: database.value.url, ...files.value.place }, stop }
}

/** Debian's PostgreSQL with data in a temporary folder, on 127.0.0.1. It refuses to run as root. */
async function startPostgres() {
  const [newest = ''] = readdirSync(programs).toSorted((a, b) => Number(b) - Number(a))
  const program = (name: string) => join(programs, newest, 'bin', name)
  const folder = mkdtempSync(join(tmpdir(), 'modelshelf-postgres-'))
  const other = process.getuid?.() === 0 ? idsOf('postgres') : undefined
  if (other) chownSync(folder, other.uid, other.gid)
  const how = { cwd: folder, ...other }
  const data = join(folder, 'data')
  execFileSync(program('initdb'), ['-D', data, '-U', 'mlflow', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'], how)
  const port = await freePort()
  const args = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-F']
  const child = spawn(program('postgres'), args, { ...how, stdio: 'ignore' })
  await ready(child, async () => {
    execFileSync(program('pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)])
    return true
  })
  return {
    url: `postgresql+psycopg2://mlflow@127.0.0.1:${port}/postgres`,
    async stop() {
      await end(child, 'SIGINT') // ends its connections too
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** moto's S3 server with one bucket. It keeps the files in memory. */
export async function startS3(python: string) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const child = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  await ready(child, async () => (await fetch(`${url}/${BUCKET}`, { method: 'PUT' })).ok)
  const keys = { AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test', AWS_DEFAULT_REGION: 'us-east-1' }
  return {
    place: { files: `s3://${BUCKET}`, env: { ...keys, MLFLOW_S3_ENDPOINT_URL: url } },
    stop: () => end(child, 'SIGTERM'),
  }
}

function idsOf(user: string) {
  const [uid, gid] = ['-u', '-g'].map((which) => Number(execFileSync('id', [which, user], { encoding: 'utf8' })))
  return { uid: uid ?? 0, gid: gid ?? 0 }
}

/** Waits until `isReady` says so; it throws while nothing answers. */
async function ready(child: ChildProcess, isReady: () => Promise<boolean>) {
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  child.once('exit', () => process.off('exit', kill))
  const giveUp = Date.now() + READY_MS
  while (!(await isReady().catch(() => false))) {
    if (child.exitCode !== null || Date.now() > giveUp) {
      kill()
      throw new Error(`${child.spawnfile} did not start.`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill(signal)
  await ended
}
