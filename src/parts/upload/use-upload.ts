import pLimit from 'p-limit'
import { useEffect, useRef, useState } from 'react'
import { abandonUpload, type Destination, finishUpload, sendFile, startUpload } from '../../api/uploads.ts'
import { toast } from '../../ui/feedback/toast.ts'
import type { PickedFolder } from './picked-folder.ts'

export type Item = {
  path: string
  file: File
  state: 'waiting' | 'sending' | 'arrived' | 'failed'
  /** Bytes sent. */
  sent: number
  error?: string
}

/** `isAtStart`: nothing was sent; otherwise all files arrived, and the run could not be finished. */
type UploadError = { cause: Error; isAtStart: boolean }

/** Concurrent uploads: a browser keeps six connections per server. */
const AT_ONCE = 3

/**
 * Uploads a folder's files into a new run. Failed files are retried on request; uploaded ones stay. Leaving before the
 * end cancels the upload and deletes the run.
 */
export function useUpload() {
  const [items, setItems] = useState<readonly Item[]>([])
  const [isRunning, setRunning] = useState(false)
  const [error, setError] = useState<UploadError>()
  const [arrivedAt, setArrivedAt] = useState<Destination>()
  const destination = useRef<Destination>(undefined)
  const controller = useRef<AbortController>(undefined)
  const isOpen = items.length > 0 && !arrivedAt
  useEffect(() => {
    if (!isOpen) return undefined
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isOpen])
  useEffect(
    () => () => {
      controller.current?.abort()
      if (destination.current) abandonUpload(destination.current).catch(toastOf)
    },
    [],
  )
  const change = (path: string, now: Partial<Item>) =>
    setItems((before) => before.map((item) => (item.path === path ? { ...item, ...now } : item)))

  /** Returns whether the file was uploaded. */
  async function sendOne(to: Destination, { path, file }: Item, signal: AbortSignal): Promise<boolean> {
    change(path, { state: 'sending', sent: 0 })
    try {
      await sendFile(to, path, file, { signal, onProgress: (sent) => change(path, { sent }) })
      change(path, { state: 'arrived', sent: file.size })
      return true
    } catch (failure) {
      change(path, { state: 'failed', sent: 0, error: failure instanceof Error ? failure.message : String(failure) })
      return false
    }
  }

  async function send(folder: string, experiment: string, open: readonly Item[]) {
    const { signal } = (controller.current = new AbortController())
    setRunning(true)
    setError(undefined)
    try {
      const to = (destination.current ??= await startUpload(folder, experiment))
      if (signal.aborted) return await abandonUpload(to).catch(toastOf) // cancelled while creating the run
      const arrived = await pLimit(AT_ONCE).map(open, async (item) => !signal.aborted && sendOne(to, item, signal))
      if (arrived.includes(false) || signal.aborted) return
      await finishUpload(to)
      destination.current = undefined // nothing left to clean up
      setArrivedAt(to)
    } catch (failure) {
      const cause = failure instanceof Error ? failure : new Error(String(failure))
      setError({ cause, isAtStart: destination.current === undefined })
    } finally {
      setRunning(false)
    }
  }

  return {
    items,
    isRunning,
    error,
    /** The location, once everything is uploaded. */
    arrivedAt,
    start({ name, files }: PickedFolder, experiment: string) {
      const fresh = files.map(({ path, file }): Item => ({ path, file, state: 'waiting', sent: 0 }))
      setItems(fresh)
      void send(name, experiment, fresh)
    },
    resume: (folder: string, experiment: string) =>
      void send(
        folder,
        experiment,
        items.filter(({ state }) => state !== 'arrived'),
      ),
  }
}

/** The browser asks whether to leave, in its own words. */
const ask = (event: Event) => event.preventDefault()

const toastOf = (failure: Error) => toast({ text: failure.message, tone: 'error' })
