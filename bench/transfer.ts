import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { join } from 'node:path'
import type { Server } from './measure.ts'
import type { Before } from './requests.ts'
import { processorMs } from '../testbed/processes.ts'
import { ratio, spreadOf } from './spread.ts'
import { table } from './table.ts'
import { misses } from './targets.ts'

const SIZE = 100 * 1024 * 1024
const TARGET = 1.5

const bytes = Buffer.alloc(SIZE)
for (let at = 0; at < SIZE; at += 4096) bytes[at] = at % 251

/**
 * Uploads and downloads 100 MB through the artifact proxies of both servers in turn, and prints how they compare. The client does as little
 * as it can: `fetch` takes longer to send and to receive these bytes than our server. `folder`: where the bare disk is measured.
 */
export async function compareTransfer(
  real: Server,
  mine: Server,
  rounds: number,
  folder: string,
  before?: Before,
): Promise<void> {
  const columns = ['', 'MLflow', 'before', 'before ×', 'ours', 'processor time', 'bare disk', 'now ×', 'to be', '']
  const row = table(
    'Files: seconds for 100 MB',
    columns,
    `× is how many times as fast as MLflow.${before ? ` Before is ${before.commit}.` : ''}`,
  )
  const servers = [real, mine, ...(before ? [before] : [])]
  const all = servers.map(() => ({ up: new Array<number>(), down: new Array<number>() }))
  const [ofServer, ofDisk] = [{ up: new Array<number>(), down: new Array<number>() }, new Array<number>()]
  for (let round = 0; round < rounds; round++) {
    for (const [at, { data, pid }] of servers.entries())
      for (const [way, send] of [
        ['up', upload],
        ['down', download],
      ] as const) {
        const from = processorMs(pid)
        all[at]![way].push(await seconds(() => send(new URL(`${data.proxy}large/${round}.bin`))))
        if (pid === mine.pid) ofServer[way].push((processorMs(pid) - from) / 1000)
      }
    ofDisk.push(await seconds(async () => writeToDisk(join(folder, 'bare.bin'))))
  }
  for (const way of ['up', 'down'] as const) {
    const [theirs, ours] = [all[0]![way], all[1]![way]]
    const old = all[2]?.[way]
    const faster = ratio(theirs, ours)
    const was = old ? [spreadOf(old), ratio(theirs, old)] : ['', '']
    const times = [
      spreadOf(theirs),
      ...was,
      spreadOf(ours),
      spreadOf(ofServer[way]),
      way === 'up' ? spreadOf(ofDisk) : '',
    ]
    const missed = misses('files of 100 MB, × as fast as MLflow', way, faster, TARGET)
    row([way, ...times, faster, TARGET, missed ? '←' : ''])
  }
}

function upload(url: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'PUT', agent: false, headers: { 'content-length': SIZE } }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`PUT ${url.href}: ${response.statusCode}`))
      response.resume().once('end', resolve)
    })
      .once('error', reject)
      .end(bytes)
  })
}

const received = Buffer.alloc(1024 * 1024)

/** Reads everything into the same memory. */
function download({ hostname, port, pathname, href }: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    let read = 0
    const callback = (size: number) => {
      read += size
      return true
    }
    connect({ host: hostname, port: Number(port), onread: { buffer: received, callback } })
      .once('error', reject)
      .once('close', () => (read > SIZE ? resolve() : reject(new Error(`${href}: ${read} bytes of ${SIZE}`))))
      .write(`GET ${pathname} HTTP/1.1\r\nHost: ${hostname}:${port}\r\nConnection: close\r\n\r\n`)
  })
}

function writeToDisk(path: string): void {
  const file = openSync(path, 'w')
  for (let at = 0; at < SIZE; at += received.length) writeSync(file, bytes, at, received.length)
  fsyncSync(file)
  closeSync(file)
  rmSync(path)
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}
