import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { afterAll, expect, test, vi } from 'vitest'
import { openDb } from './embedded/db.ts'
import { createAccount } from './embedded/store/accounts/accounts.ts'
import { listAudit } from './embedded/store/accounts/audit.ts'

// main.ts needs a built app beside it. Unit tests run before the build, so it runs from a folder of links with a page.
const folder = mkdtempSync(join(tmpdir(), 'modelshelf-main-'))
const root = join(import.meta.dirname, '..')
for (const name of ['server', 'contract', 'package.json', 'node_modules'])
  symlinkSync(join(root, name), join(folder, name))
mkdirSync(join(folder, 'dist'))
writeFileSync(join(folder, 'dist/index.html'), '<head><!--modelshelf--></head>')

// Starting a process takes up to two seconds on a busy machine, and some tests start four.
vi.setConfig({ testTimeout: 30_000 })

const started: ChildProcess[] = []
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

let count = 0
const newData = () => join(folder, `data-${count++}`)

const run = (...flags: string[]) => runWith({}, ...flags)

function runWith(more: Record<string, string>, ...flags: string[]) {
  const args = ['--preserve-symlinks', '--preserve-symlinks-main', join(folder, 'server/main.ts'), ...flags]
  // Every start but the first reuses compiled code.
  const { PATH, NODE_COMPILE_CACHE } = process.env
  const env = { PATH, NODE_COMPILE_CACHE, ...more }
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  return child
}

/** Runs the server until it exits by itself. */
async function ended(...flags: string[]) {
  const child = run(...flags)
  const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')])
  return { out, err, code: code as number }
}

/** Starts the server and waits for the line with its URL. */
const serve = (data: string, ...flags: string[]) => serveWith({}, data, ...flags)

async function serveWith(more: Record<string, string>, data: string, ...flags: string[]) {
  const child = runWith(more, '--port', '0', '--data', data, ...flags)
  const [line] = (await once(child.stdout, 'data')) as [Buffer]
  const url = /^Modelshelf \d+\.\d+\.\d+ is at (http:\/\/127\.0\.0\.1:(\d+)\/\S*)\n\(data in .*\)\n$/.exec(String(line))
  if (!url) throw new Error(`not where it is: ${line}`)
  return { child, url: url[1] ?? '', port: Number(url[2]), exit: once(child, 'exit') }
}

test('prints --version and --help, and refuses an unknown flag in one line', async () => {
  const [version, help, unknown] = await Promise.all([ended('--version'), ended('--help'), ended('--prot', '1')])
  expect(version).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  expect(help).toMatchObject({ code: 0, out: expect.stringContaining('--base-path') })
  expect(unknown).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/^modelshelf: .*--prot.*\n$/) })
})

test('K08 K09 says in one line why it cannot start', async () => {
  const data = newData()
  const { port } = await serve(data)
  writeFileSync(join(folder, 'file'), '')
  const newer = newData()
  openDb(join(mkdirSync(newer, { recursive: true }) ?? '', 'modelshelf.db')).close()
  const database = new DatabaseSync(join(newer, 'modelshelf.db'))
  database.exec('PRAGMA user_version = 999')
  database.close()
  const start = (...flags: string[]) => ended('--port', '0', '--data', newData(), ...flags)
  const [inUse, taken, unusable, tooNew, noSource] = await Promise.all([
    start('--data', data),
    start('--port', String(port)),
    start('--data', join(folder, 'file', 'data')),
    start('--data', newer),
    start('--allow-source', join(folder, 'nowhere')),
  ])
  expect(inUse).toMatchObject({
    code: 1,
    err: `modelshelf: The data directory ${data} is in use by another Modelshelf process.\n`,
  })
  expect(taken).toMatchObject({ code: 1, err: expect.stringMatching(new RegExp(`^modelshelf: Port ${port} .*\\n$`)) })
  expect(unusable).toMatchObject({ code: 1, err: expect.stringMatching(/^modelshelf: The data directory .*\n$/) })
  expect(tooNew).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^modelshelf: .* a newer version of Modelshelf\n$/),
  })
  expect(noSource).toMatchObject({
    code: 1,
    err: expect.stringMatching(/^modelshelf: .* no such folder: .*nowhere\.\n$/),
  })
})

/** What the server says at its start about the MLflow server behind. */
const said = async (MLFLOW_TRACKING_URI: string) => {
  const child = runWith({ MLFLOW_TRACKING_URI }, '--port', '0', '--data', newData())
  const [[line], [warning]] = await Promise.all([once(child.stdout, 'data'), once(child.stderr, 'data')])
  expect(String(line)).toMatch(/^Modelshelf .* is at /)
  return String(warning)
}

test('starts, and says so, if no MLflow server answers at MLFLOW_TRACKING_URI', async () => {
  const another = createServer((_request, response) => response.writeHead(404).end('<html>not here</html>'))
  another.listen(0, '127.0.0.1')
  await once(another, 'listening')
  const { port } = another.address() as AddressInfo // not a string, since it listens on TCP
  const [lacksPath, away] = await Promise.all([
    said(`http://me:secret@127.0.0.1:${port}/ml`),
    said('http://127.0.0.1:1/'), // nothing listens on this port
  ])
  expect(lacksPath).toMatch(
    new RegExp(
      `^No MLflow server answers at http://127.0.0.1:${port}/ml \\(MLFLOW_TRACKING_URI\\)\\. .*web page \\(404\\)`,
    ),
  )
  expect(away).toMatch(
    /^No MLflow server answers at http:\/\/127\.0\.0\.1:1 yet \(MLFLOW_TRACKING_URI\)\. .*ECONNREFUSED/,
  )
  another.close()
})

test('O19 lets others in only if that was decided, and says so', async () => {
  const [refusal, allowed] = await Promise.all([
    ended('--port', '0', '--data', newData(), '--host', '0.0.0.0'),
    ended('--port', '0', '--data', newData(), '--trust-proxy', '10.0.0.0/8', '--auth', 'operator'),
  ])
  expect(refusal).toMatchObject({ code: 1, out: '' })
  expect(refusal.err).toMatch(/^modelshelf: --host 0\.0\.0\.0 lets others reach this server/)
  expect(refusal.err).toMatch(
    /\n  --auth accounts .*\n  --auth proxy .*\n  --auth none .*\n  --host 127\.0\.0\.1 .*\n  MLFLOW_TRACKING_URI=.*\n$/,
  )
  expect(allowed).toMatchObject({ code: 1, err: expect.stringContaining('--auth operator needs an MLflow server') })
  const child = run('--port', '0', '--data', newData(), '--allowed-hosts', 'shelf.example', '--auth', 'none')
  const [said] = (await once(child.stdout, 'data')) as [Buffer]
  expect(String(said)).toMatch(
    /\nSign-in is off \(--auth none\): anyone who can reach this server has full access\.\n$/,
  )
})

test('K10 K11 K12 on SIGTERM it finishes an upload, accepts nothing new and exits with 0', async () => {
  const data = newData()
  const { child, port, exit } = await serve(data)
  const idle = connect(port, '127.0.0.1')
  const upload = connect(port, '127.0.0.1')
  await Promise.all([once(idle, 'connect'), once(upload, 'connect')])
  upload.write(
    'PUT /api/2.0/mlflow-artifacts/artifacts/0/a.txt HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhello',
  )
  // The upload is running once its file is in tmp/.
  await expect.poll(() => readdirSync(join(data, 'tmp')).length).toBe(1)
  child.kill('SIGTERM')
  await expect.poll(() => refused(port)).toBe(true)
  upload.write('world')
  expect(await text(upload)).toMatch(/^HTTP\/1\.1 200 /)
  expect(await exit).toEqual([0, null])
  expect(readFileSync(join(data, 'artifacts/0/a.txt'), 'utf8')).toBe('helloworld')
  idle.destroy()
})

test('on SIGTERM it writes how often the last requests were refused', async () => {
  const data = newData()
  const db = openDb(join(mkdirSync(data, { recursive: true }) ?? '', 'modelshelf.db'))
  await db.write(() => createAccount(db, { name: 'root', role: 'admin', password: 'none' }, 'test'))
  db.close()
  const { child, url, exit } = await serve(data, '--auth', 'accounts')
  const errors = text(child.stderr)
  const headers = { Authorization: 'Bearer msh_invented' }
  for (let time = 0; time < 3; time++) expect((await fetch(`${url}modelshelf/me`, { headers })).status).toBe(401)
  child.kill('SIGTERM')
  expect([await exit, await errors]).toEqual([[0, null], ''])
  const again = openDb(join(data, 'modelshelf.db'))
  expect(listAudit(again, 1)).toMatchObject([{ actor: 'unknown', action: 'token-refused', detail: { times: 3 } }])
  again.close()
})

test('the first Ctrl-C, which may arrive twice, lets requests finish; a later one exits at once', async () => {
  const data = newData()
  const { child, port, exit } = await serve(data)
  const upload = connect(port, '127.0.0.1')
  upload.on('error', () => {}) // it gets cut off
  upload.write(
    'PUT /api/2.0/mlflow-artifacts/artifacts/a HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhello',
  )
  await expect.poll(() => readdirSync(join(data, 'tmp')).length).toBe(1)
  const told = once(child.stdout, 'data')
  child.kill('SIGINT')
  expect(String(await told)).toContain('Ctrl-C again')
  child.kill('SIGINT')
  expect(await refused(port)).toBe(true)
  expect(child.exitCode).toBe(null)
  setTimeout(() => child.kill('SIGINT'), 600) // later than the same press can arrive twice
  expect(await exit).toEqual([130, null])
})

/** Waits until nobody listens on the port. */
async function refused(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const end = await Promise.race([once(socket, 'connect'), once(socket, 'error')]).catch(() => ['error'])
  socket.destroy()
  return end.length > 0
}

test('answers malformed HTTP with 4xx in JSON and keeps running', async () => {
  const { url, port } = await serve(newData())
  const host = 'Host: localhost\r\n'
  const requests: [string, RegExp][] = [
    ['nonsense\r\n\r\n', /^HTTP\/1\.1 40[05] /],
    [`FOO /health HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 405 /],
    [`CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 405 /],
    [`TRACE /health HTTP/1.1\r\n${host}X-Secret: echo\r\nConnection: close\r\n\r\n`, /^HTTP\/1\.1 405 (?![^]*echo)/],
    [`GET /${'a'.repeat(20_000)} HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, /^HTTP\/1\.1 414 /],
    [`GET /${'a'.repeat(40_000)} HTTP/1.1\r\n${host}\r\n`, /^HTTP\/1\.1 431 /],
    [`GET / HTTP/1.1\r\n${host}X-Big: ${'a'.repeat(40_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
    [`GET /health HTTP/1.1\r\n${host}Host: evil.example\r\nConnection: close\r\n\r\n`, /^HTTP\/1\.1 40[03] /],
    ['GET /health HTTP/1.0\r\n\r\n', /^HTTP\/1\.1 400 /],
    [`GET http://evil.example/health HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, /^HTTP\/1\.1 403 /],
    [`GET /a/../../x HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, /^HTTP\/1\.1 400 /],
    [`GET //evil.example/.. HTTP/1.1\r\n${host}Connection: close\r\n\r\n`, /^HTTP\/1\.1 400 /],
    [
      `POST /api/2.0/mlflow/runs/create HTTP/1.1\r\n${host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n{}`,
      /^HTTP\/1\.1 400 /,
    ],
  ]
  for (const [request, answer] of requests) {
    const socket = connect(port, '127.0.0.1')
    socket.write(request)
    const answered = await text(socket)
    expect(answered).toMatch(answer)
    expect(answered).toContain('"error_code"')
  }
  expect((await fetch(`${url}health`)).status).toBe(200)
})

test('J17 refuses an announced 2 GB before they are sent', async () => {
  const { port } = await serve(newData())
  const socket = connect(port, '127.0.0.1')
  const head = 'POST /api/2.0/mlflow/runs/create HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n'
  socket.write(`${head}Content-Length: 2000000000\r\n\r\n{`)
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 413 [^]*"REQUEST_TOO_LARGE"/)
})

test('a failure that nothing handles is logged, and the server goes on', async () => {
  const failing = "process.on('SIGUSR2',()=>{Promise.reject(Error('forgotten'))})"
  const { child, url } = await serveWith({ NODE_OPTIONS: `--import=data:text/javascript,${failing}` }, newData())
  child.kill('SIGUSR2')
  const [logged] = (await once(child.stderr, 'data')) as [Buffer]
  expect(String(logged)).toContain('forgotten')
  expect((await fetch(`${url}health`)).status).toBe(200)
})
