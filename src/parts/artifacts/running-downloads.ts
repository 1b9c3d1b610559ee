import { create } from 'zustand'
import type { Place } from '#contract/model-uri.ts'
import { filesBelow, type LeftOut, listName, zipStream } from '../../api/folder-zip.ts'
import { toast } from '../../ui/feedback/toast.ts'
import { saveTarget } from './save-target.ts'

/** A folder download; it continues while the user visits other pages. */
export type FolderDownload = {
  /** The archive's name. */
  name: string
  files: number
  bytes: number
  /** What the server could not read. */
  leftOut: readonly LeftOut[]
  /** Set once all folders are listed. */
  total?: { files: number; bytes: number }
  cancel: () => void
}

const useStore = create<{ downloads: readonly FolderDownload[] }>(() => ({ downloads: [] }))
const change = (next: (downloads: readonly FolderDownload[]) => readonly FolderDownload[]) =>
  useStore.setState(({ downloads }) => ({ downloads: next(downloads) }))

export const useFolderDownloads = (): readonly FolderDownload[] => useStore(({ downloads }) => downloads)

/** Downloads these folders as one zip, and reports the result. */
export async function downloadFolders(name: string, folders: readonly { name: string; place: Place }[]) {
  const target = await saveTarget(name)
  if (!target) return // the user cancelled
  const control = new AbortController()
  const { signal } = control
  let now: FolderDownload = { name, files: 0, bytes: 0, leftOut: [], cancel: () => control.abort() }
  let shown = now
  let failure: unknown
  let timer: number | undefined
  change((downloads) => [...downloads, shown])
  const draw = () => {
    timer = undefined
    change((downloads) => downloads.map((one) => (one === shown ? now : one)))
    shown = now
  }
  // Ten updates a second are enough; the last one is always shown.
  const show = (more: Partial<FolderDownload>) => {
    now = { ...now, ...more }
    timer ??= window.setTimeout(draw, 100)
  }
  try {
    const found = await filesBelow(folders, signal, (files) => show({ files }))
    const { entries } = found
    const bytes = entries.reduce((sum, { size }) => sum + size, 0)
    show({ files: 0, total: { files: entries.length, bytes } })
    const listener = { onProgress: show, onError: (error: unknown) => (failure = error) }
    await target(await zipStream(found, signal, listener), signal)
    const { leftOut } = now
    const of = (kind: LeftOut['kind']) => leftOut.filter((one) => one.kind === kind).length
    const text = `Downloaded ${name}: ${counted(entries.length - of('file'), 'file')}`
    if (leftOut.length === 0) return toast({ text })
    const lacking = [of('file') && counted(of('file'), 'file'), of('folder') && counted(of('folder'), 'folder')]
    toast({
      text: `${text}. Could not read ${lacking.filter(Boolean).join(' and ')}: see ${listName(found)} in it.`,
      tone: 'error',
    })
  } catch (thrown) {
    const error = failure ?? thrown
    if (signal.aborted) toast({ text: `Cancelled the download of ${name}` })
    else toast({ text: `Could not download ${name}. ${error instanceof Error ? error.message : ''}`, tone: 'error' })
  } finally {
    window.clearTimeout(timer)
    change((downloads) => downloads.filter((one) => one !== shown))
  }
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`
