// npm start: installs and builds what is missing or out of date, then runs the server on Node 24. Runs on any Node ≥ 20.
//   npm start -- --port 8080        passes everything after -- to the server
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { installPackages, ourNode, root } from './install.mjs'
import { serverArgs, serverEnv } from './server-process.mjs'

installPackages()
const node = ourNode()
if (!isBuilt()) build(node)
serve(node)

/** Whether dist/ is at least as new as all of its sources. */
function isBuilt() {
  const page = join(root, 'dist', 'index.html')
  if (!existsSync(page)) return false
  const sources = ['src', 'contract', 'index.html', 'vite.config.ts', 'package.json']
  return sources.every((name) => newest(join(root, name)) <= statSync(page).mtimeMs)
}

/** When a file, or anything in a folder, was last changed, in ms. */
function newest(path) {
  const { mtimeMs } = statSync(path)
  if (!statSync(path).isDirectory()) return mtimeMs
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))))
}

function build(node) {
  console.log('Building the web app …')
  for (const args of [
    [join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--configLoader', 'native', '--logLevel', 'warn'],
    [join('scripts', 'compress.mjs')],
  ]) {
    const { status } = spawnSync(node, args, { cwd: root, stdio: 'inherit' })
    if (status === 0) continue
    console.error('Building the web app failed. The output above says why.')
    process.exit(1)
  }
}

/** Runs the server in the folder that npm was called from, so that `--data` is relative to it. Exits as the server does. */
function serve(node) {
  const cwd = process.env.INIT_CWD ?? process.cwd()
  const server = spawn(node, [...serverArgs, ...process.argv.slice(2)], {
    cwd,
    env: serverEnv(process.env),
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
  // A signal to npm ends the shell between npm and this process, without a signal to us, so the server would keep running.
  const parent = process.ppid
  const alone = () => process.ppid !== parent && server.kill('SIGTERM')
  if (process.env.npm_lifecycle_event === 'start') setInterval(alone, 1000).unref()
  server.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal ? 1 : 0)
  })
}
