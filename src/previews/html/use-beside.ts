import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { folderOf, type Place } from '#contract/model-uri.ts'
import { artifactQueries, listFiles, readFile } from '../../api/artifacts.ts'
import { extensionOf } from '#contract/files/file-kinds.ts'
import { relativePath } from '../relative-path.ts'
import { besideAddresses, type BesideFile, isStyleSheet, withBeside } from './beside.ts'

/** An HTML document with the files logged beside it inlined; undefined until they are loaded. */
export function useBeside(html: string, place: Place): string | undefined {
  const addresses = useMemo(() => besideAddresses(html).slice(0, MAX_FILES), [html])
  const { data: files, isPending } = useQuery({
    queryKey: [...artifactQueries.root, 'beside', place.owner, place.path, addresses],
    queryFn: ({ signal }) => readBeside(place, addresses, signal),
    enabled: addresses.length > 0,
    staleTime: 60_000,
    gcTime: 60_000,
  })
  return useMemo(() => {
    if (addresses.length === 0) return html
    return isPending ? undefined : withBeside(html, files ?? new Map())
  }, [html, addresses, isPending, files])
}

/** Limits on the number of files of a document and their total bytes: more would freeze the page. */
const MAX_FILES = 100
const BYTES = 48_000_000

/** Loads the files at these URLs; missing ones are left out. */
async function readBeside({ owner, path }: Place, addresses: readonly string[], signal: AbortSignal) {
  const paths = new Map(addresses.map((address) => [address, relativePath(folderOf(path), address)]))
  const folders = [...new Set([...paths.values()].map(folderOf))]
  const listings = await Promise.all(
    folders.map((folder) => listFiles({ owner, path: folder }, signal).catch(() => undefined)),
  )
  const sizes = new Map(
    listings.flatMap((listed) => (listed?.files ?? []).map(({ path, file_size }) => [path, file_size ?? 0])),
  )
  const files = new Map<string, BesideFile>()
  let left = BYTES
  for (const [address, path] of paths) {
    if (!((sizes.get(path) ?? Infinity) <= left)) continue
    const blob = await readFile({ owner, path }, signal).then(
      (answer) => answer.blob(),
      () => undefined,
    )
    if (!blob) continue
    left -= blob.size
    const text = isStyleSheet(address) ? { text: await blob.text() } : {}
    files.set(address, { url: await dataUrl(blob, address), ...text })
  }
  signal.throwIfAborted()
  return files
}

/** Typed by extension, because the server sends every artifact as a byte stream. */
function dataUrl(blob: Blob, address: string): Promise<string> {
  const extension = extensionOf(address.split(/[?#]/, 1)[0] ?? '')
  const typed = new Blob([blob], { type: types[extension] ?? 'application/octet-stream' })
  return new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.addEventListener('load', () => resolve(String(reader.result)))
    reader.addEventListener('error', () => reject(reader.error ?? new Error('The file could not be read.')))
    reader.readAsDataURL(typed)
  })
}

const types: Record<string, string> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  js: 'text/javascript',
  mjs: 'text/javascript',
  css: 'text/css',
  mp4: 'video/mp4',
  webm: 'video/webm',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
}
