import { useSyncExternalStore } from 'react'
import type { Place } from '#contract/model-uri.ts'
import { filesBelow, zipStream } from '../../api/folder-zip.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { saveTarget } from './save-target.ts'

/** A folder download; it continues while the user visits other pages. */
export type FolderDownload = {
  /** The archive's name. */
  name: string
  files: number
  bytes: number
  /** Set once all folders are listed. */
  total?: { files: number; bytes: number }
  cancel: () => void
}

let downloads: readonly FolderDownload[] = []
const listeners = new Set<() => void>()

function set(next: readonly FolderDownload[]) {
  downloads = next
  listeners.forEach((listener) => listener())
}

export const useFolderDownloads = (): readonly FolderDownload[] =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => downloads,
  )

/** Downloads these folders as one zip, and reports the result. */
export async function downloadFolders(name: string, folders: readonly { name: string; place: Place }[]) {
  const target = await saveTarget(name)
  if (!target) return // the user cancelled
  const control = new AbortController()
  const { signal } = control
  let now: FolderDownload = { name, files: 0, bytes: 0, cancel: () => control.abort() }
  let shown = now
  let failure: unknown
  let timer: number | undefined
  set([...downloads, shown])
  const draw = () => {
    timer = undefined
    set(downloads.map((one) => (one === shown ? now : one)))
    shown = now
  }
  // Ten updates a second are enough; the last one is always shown.
  const show = (change: Partial<FolderDownload>) => {
    now = { ...now, ...change }
    timer ??= window.setTimeout(draw, 100)
  }
  try {
    const entries = await filesBelow(folders, signal, (files) => show({ files }))
    const bytes = entries.reduce((sum, { size }) => sum + size, 0)
    show({ files: 0, total: { files: entries.length, bytes } })
    const listener = { onProgress: show, onError: (error: unknown) => (failure = error) }
    await target(await zipStream(entries, signal, listener), signal)
    toast({ text: `Downloaded ${name}: ${entries.length} ${entries.length === 1 ? 'file' : 'files'}` })
  } catch (thrown) {
    const error = failure ?? thrown
    if (signal.aborted) toast({ text: `Cancelled the download of ${name}` })
    else toast({ text: `Could not download ${name}. ${error instanceof Error ? error.message : ''}`, tone: 'error' })
  } finally {
    window.clearTimeout(timer)
    set(downloads.filter((one) => one !== shown))
  }
}
