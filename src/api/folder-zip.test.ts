import { beforeEach, expect, test, vi } from 'vitest'
import { ApiError } from '#contract/errors.ts'
import type { Place } from '#contract/model-uri.ts'

const served = vi.hoisted(() => ({
  listFiles: vi.fn<(place: Place) => Promise<object>>(),
  readFile: vi.fn<(place: Place) => Promise<Response>>(),
}))
vi.mock('./artifacts.ts', () => served)
vi.mock('./connection.ts', () => ({ whenReachable: (load: () => unknown) => load() }))
/** What the archive is made of. e2e/artifacts/artifact-downloads.spec.ts reads real archives. */
const zip = new Map<string, string>()
vi.mock('client-zip', () => ({
  makeZip: (files: AsyncIterable<{ name: string; input: Blob | string }>) =>
    new ReadableStream({
      async start(controller) {
        for await (const { name, input } of files) zip.set(name, typeof input === 'string' ? input : await input.text())
        controller.close()
      },
    }),
}))
const { filesBelow, listName, zipStream } = await import('./folder-zip.ts')

const place = (path: string): Place => ({ owner: { run_id: 'r' }, path })
const file = (path: string, file_size?: number) => ({ path, is_dir: false, ...(file_size && { file_size }) })
const folder = (path: string) => ({ path, is_dir: true })
const refusal = (status: number) => new ApiError('INTERNAL_ERROR', `refused with ${status}`, status)

let listings: Record<string, object[] | Error>
let bodies: Record<string, Response | Error>

const told = <T>(all: Record<string, T | Error>, path: string) => {
  const answer = all[path]
  if (answer === undefined || answer instanceof Error) throw answer ?? refusal(404)
  return answer
}

beforeEach(() => {
  zip.clear()
  served.listFiles.mockImplementation(async ({ path }) => ({ files: told(listings, path) }))
  served.readFile.mockImplementation(async ({ path }) => told(bodies, path))
})

/** A body that breaks off after these bytes. */
const broken = (bytes: string) => {
  let sent = false
  return new Response(
    new ReadableStream({
      pull(controller) {
        if (sent) controller.error(new TypeError('network error'))
        else controller.enqueue(new TextEncoder().encode(bytes))
        sent = true
      },
    }),
  )
}

async function zipped(...folders: string[]) {
  const { signal } = new AbortController()
  const found = await filesBelow(
    folders.map((path) => ({ name: path, place: place(path) })),
    signal,
    () => {},
  )
  let failure: unknown
  const onError = (error: unknown) => (failure = error)
  const stream = await zipStream(found, signal, { onProgress: () => {}, onError })
  await new Response(stream).text().catch(() => {
    throw failure
  })
  return { names: [...zip.keys()], list: zip.get(listName(found)) ?? '' }
}

test('leaves out and lists each file that breaks off, lacks its body or is refused', async () => {
  listings = {
    m: ['cut', 'empty-answer', 'fine', 'late', 'refused', 'short']
      .map((name) => file(`m/${name}`, 6))
      .concat(file('m/0')),
  }
  bodies = {
    'm/cut': broken('abc'),
    'm/empty-answer': new Response(null),
    'm/fine': new Response('whole!'),
    'm/late': new ApiError('DEADLINE_EXCEEDED', 'too late'),
    'm/refused': refusal(500),
    'm/short': new Response('abcd'),
    'm/0': new Response(null),
  }
  const { names, list } = await zipped('m')
  expect(names).toEqual(['m/0', 'm/fine', 'FILES-LEFT-OUT.txt'])
  expect([zip.get('m/fine'), zip.get('m/0')]).toEqual(['whole!', ''])
  for (const line of ['m/cut: The download stopped after 3 of 6 bytes', 'm/empty-answer: ', 'm/late: too late'])
    expect(list).toContain(line)
  for (const line of ['m/refused: refused with 500', 'm/short: The download stopped after 4 of 6 bytes'])
    expect(list).toContain(line)
})

test.each([refusal(403), refusal(500), refusal(502), new ApiError('DEADLINE_EXCEEDED', 'too late')])(
  'leaves out and lists a folder whose listing fails: %s',
  async (error) => {
    listings = { m: [file('m/a'), folder('m/closed')], 'm/closed': error }
    bodies = { 'm/a': new Response('a') }
    expect(await zipped('m')).toMatchObject({
      names: ['m/a', 'FILES-LEFT-OUT.txt'],
      list: expect.stringContaining(`m/closed/: ${error.message}`),
    })
  },
)

test('gives its list another name if a file has this one', async () => {
  listings = { m: [file('m/a')], 'files-left-out.txt': refusal(500) }
  bodies = { 'm/a': refusal(500) }
  const at = { name: 'Files-Left-Out.txt', place: place('m/a'), size: 0 }
  expect(listName({ entries: [at], leftOut: [] })).toBe('FILES-LEFT-OUT-2.txt')
  expect((await zipped('m')).names).toEqual(['FILES-LEFT-OUT.txt'])
})

test('ends if nothing can be listed, if the server is away, or if it wants a sign-in', async () => {
  listings = { m: refusal(500) }
  await expect(zipped('m')).rejects.toThrow('refused with 500')
  for (const error of [new ApiError('UNREACHABLE', 'away', 0), refusal(401), refusal(429)]) {
    listings = { m: [file('m/a'), file('m/b')] }
    bodies = { 'm/a': new Response('a'), 'm/b': error }
    await expect(zipped('m')).rejects.toThrow(`m/b: ${error.message}`)
    listings = { m: [file('m/a'), folder('m/b')], 'm/b': error }
    await expect(zipped('m')).rejects.toThrow(error.message)
  }
})
