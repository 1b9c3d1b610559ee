import { existsSync } from 'node:fs'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createApp } from './app.ts'
import type { Absence } from './backend.ts'
import { commandHelp, isCommand, runCommand } from './shell/commands.ts'
import { type Config, defaults, help, readConfig } from './config/config.ts'
import { ConfigError } from './config/config-values.ts'
import { bracketed } from './hosts.ts'
import { createHttpServer, drain, isBusy } from './listen.ts'
import { openBackend } from './open-backend.ts'
import { version } from './version.ts'
import { runWhich, whichHelp } from './shell/which-command.ts'

async function main() {
  const argv = process.argv.slice(2)
  const [subject, ...rest] = argv
  const data = process.env.MODELSHELF_DATA || defaults.data
  if (subject === 'which') return console.log(await runWhich(rest, data))
  if (isCommand(argv)) return console.log(await runCommand(argv, data))
  const config = readConfig(argv, process.env)
  if (config === 'help') return process.stdout.write(`${help}\n${commandHelp}\n${whichHelp}`)
  if (config === 'version') return console.log(version)
  const dist = builtApp()
  const { backend, close, what, warning, firstAdmin } = openBackend(config, process.env)
  const link = await firstAdmin?.()
  const server = createHttpServer(createApp({ backend, config, dist }), { idleMs: config.idleTimeout * 1000 })
  server.once('error', (error: NodeJS.ErrnoException) => fail(listenProblem(error, config)))
  server.listen(config.port, config.host, () => {
    const { port } = server.address() as AddressInfo // not a string, since it listens on TCP
    const url = `http://${opened(config.host)}:${port}${config.basePath}/`
    console.log([`Modelshelf ${version} is at ${url}`, `(${what})`, ...(warning ? [warning] : [])].join('\n'))
    if (link !== undefined)
      console.log(
        `There is no administrator yet. To create the first one, open this link within 30 minutes:\n${url}welcome#${link}`,
      )
    void backend.absence?.().then((absence) => absence && console.warn(absenceText(absence)))
  })
  endOnSignals(server, close)
  // It fails one request at most, and leaves no half of a write: all others are still answered.
  process.on('unhandledRejection', (error) => console.error(error))
}

/** MLflow may also start later than this server, which is no reason not to start. */
const absenceText = ({ variable, address, why, isOther }: Absence) =>
  `No MLflow server answers at ${address}${isOther ? '' : ' yet'} (${variable}). ${why}`

/** An address that a browser can open, also if `host` means all addresses. */
const opened = (host: string) => ({ '0.0.0.0': '127.0.0.1', '::': '[::1]' })[host] ?? bracketed(host)

/** The first signal lets running requests finish; a later Ctrl-C exits at once, which loses no stored data. */
function endOnSignals(server: Server, close: () => void) {
  let since: number | undefined
  const stop = (signal: NodeJS.Signals) => {
    if (since === undefined) {
      since = Date.now()
      void drain(server, 30_000).then(close)
      if (isBusy(server)) console.log('Finishing running requests (at most 30 s). Press Ctrl-C again to stop now.')
    }
    // One Ctrl-C can arrive twice: from the terminal and through npm.
    else if (signal === 'SIGINT' && Date.now() - since > 500) process.exit(130)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** The folder of the built app. Throws ConfigError if it is empty. */
function builtApp(): string {
  const dist = join(import.meta.dirname, '../dist')
  if (existsSync(join(dist, 'index.html'))) return dist
  throw new ConfigError('The web app is not built. Build it with: npm run build')
}

function listenProblem(error: NodeJS.ErrnoException, { host, port }: Config): string {
  if (error.code === 'EADDRINUSE')
    return `Port ${port} on ${host} is in use. Choose another with --port (0 means any free port).`
  return `Cannot listen on ${host}:${port}: ${error.message}`
}

function fail(message: string) {
  console.error(`modelshelf: ${message}`)
  process.exit(1)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof ConfigError)) throw error
  fail(error.message)
}
