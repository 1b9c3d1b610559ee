import { mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import { defaults } from './config.ts'
import { lockDirectory, openDb } from './embedded/db.ts'
import { noArtifacts } from './no-artifacts.ts'

const { values } = parseArgs({
  options: { host: { type: 'string' }, port: { type: 'string' }, data: { type: 'string' } },
})
const config = { ...defaults, ...values, port: Number(values.port ?? defaults.port) }

mkdirSync(config.data, { recursive: true })
lockDirectory(config.data)
const db = openDb(join(config.data, 'modelshelf.db'))
const app = createApp({ db, artifacts: noArtifacts, config })
const server = createServer(getRequestListener(app.fetch))
server.listen(config.port, config.host, () => {
  const { port } = server.address() as AddressInfo // listening on TCP
  console.log(`Modelshelf 0.1.0 is at http://${config.host}:${port}${config.basePath}/`)
})
