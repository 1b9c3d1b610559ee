/** Writes a stream of bytes to the chosen place. */
type Target = (bytes: ReadableStream<Uint8Array<ArrayBuffer>>, signal: AbortSignal) => Promise<void>

declare global {
  interface Window {
    /** Only some browsers let a page choose and write a file. */
    showSaveFilePicker?: (options: { suggestedName: string }) => Promise<FileSystemFileHandle>
  }
}

/**
 * Asks where to save a file if the browser can: it is then written as it arrives, whatever its size. Otherwise it is
 * collected in memory and handed over as a normal download. Undefined if the user cancels. Call it first in a click
 * handler.
 */
export async function saveTarget(name: string): Promise<Target | undefined> {
  if (!window.showSaveFilePicker) return (bytes, signal) => handOver(name, bytes, signal)
  try {
    const handle = await window.showSaveFilePicker({ suggestedName: name })
    // An aborted write leaves nothing: the file appears when complete.
    return async (bytes, signal) => bytes.pipeTo(await handle.createWritable(), { signal })
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return undefined
    return (bytes, signal) => handOver(name, bytes, signal)
  }
}

async function handOver(name: string, bytes: ReadableStream<Uint8Array<ArrayBuffer>>, signal: AbortSignal) {
  const blob = await new Response(bytes, { headers: { 'Content-Type': 'application/zip' } }).blob()
  signal.throwIfAborted()
  saveBlob(blob, name)
}

/** Hands a file over as a normal download. */
export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = fileName(name)
  link.click()
  // The browser starts reading the URL within a few turns; a minute is ample.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

/** Hands a text over as a normal download. */
export const saveText = (text: string, name: string, type: 'text/csv' | 'text/html'): void =>
  saveBlob(new Blob([text], { type: `${type};charset=utf-8` }), name)

/** A name that is valid on every file system. */
export const fileName = (name: string): string =>
  // oxlint-disable-next-line no-control-regex -- control characters are what is meant
  name.replaceAll(/[\u0000-\u001F<>:"/\\|?*]/g, '_').replace(/[. ]+$/, '') || 'artifacts'
