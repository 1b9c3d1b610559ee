import { median } from './measure.ts'
import { put } from '../testbed/thousand.ts'

const SIZE = 100 * 1024 * 1024

/** Seconds to upload and to download 100 MB through the artifact proxy, the median of three. */
export async function transfer(proxy: string): Promise<{ up: number; down: number }> {
  const bytes = new Uint8Array(SIZE)
  for (let at = 0; at < SIZE; at += 4096) bytes[at] = at % 251
  const up: number[] = []
  const down: number[] = []
  for (let round = 0; round < 3; round++) {
    const url = `${proxy}large/${round}.bin`
    up.push(await seconds(() => put(url, bytes)))
    down.push(await seconds(() => drain(url)))
  }
  return { up: median(up), down: median(down) }
}

async function drain(url: string): Promise<void> {
  const response = await fetch(url)
  let read = 0
  for await (const chunk of response.body ?? []) read += chunk.length
  if (read !== SIZE) throw new Error(`${url}: ${read} bytes of ${SIZE}`)
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}
