import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'
import { ADDED_BY_DOWNLOADS, type AskedFile, madeBy, MOST_ASKED } from '#contract/find/which.ts'
import type { Output } from '#contract/endpoints.ts'
import { call } from '../../../api/client.ts'
import { roots } from '../../../api/query-keys.ts'
import type { PickedFolder } from '../../../parts/upload/picked-folder.ts'
import type { Hashing, ToHash } from './hash-worker.ts'
import { formatCount } from '../../../ui/text/format-count.ts'

export type Subject = { name: string; isFile: boolean; size: number; count: number }

/** What happens with what was picked: it is hashed, compared, and then known; or something failed. */
export type Asking = Subject &
  (
    | { state: 'hashing'; read: number }
    | { state: 'comparing' }
    | { state: 'known'; answer: Output<'whichVersions'> }
    | { state: 'failed'; error: Error; retry?: () => void }
  )

/**
 * Asks which versions hold a file or a folder. Another question, `cancel` and leaving the page end the one that is under way. Back from
 * one of the versions the answer is there again: nobody can choose the folder for the person.
 */
export function useWhich() {
  const client = useQueryClient()
  const { key } = useLocation()
  const [asking, setAsking] = useState(() => client.getQueryData<Asking>(answerOf(key)))
  const ending = useRef<AbortController>(undefined)
  useEffect(() => () => ending.current?.abort(), [])

  const forget = () => client.removeQueries({ queryKey: answerOf(key) })

  function ask({ name, files }: PickedFolder) {
    ending.current?.abort()
    const { signal } = (ending.current = new AbortController())
    forget() // Back must not show the answer to an earlier question
    const isFile = files.length === 1 && files[0]?.path === ''
    const compared = files.filter(({ path }) => path !== ADDED_BY_DOWNLOADS)
    const size = compared.reduce((sum, { file }) => sum + file.size, 0)
    const subject = { name, isFile, size, count: compared.length }
    const say = (now: Asking) => {
      if (signal.aborted) return
      setAsking(now)
      if (now.state === 'known') client.setQueryData(answerOf(key), now)
    }
    const compare = async (hashed: AskedFile[]) => {
      say({ ...subject, state: 'comparing' })
      try {
        const mlmodel = compared.find(({ path }) => path === 'MLmodel')
        const made_by = mlmodel ? madeBy(await mlmodel.file.text()) : []
        say({ ...subject, state: 'known', answer: await call('whichVersions', { files: hashed, made_by }, signal) })
      } catch (error) {
        say({ ...subject, state: 'failed', error: error as Error, retry: () => void compare(hashed) })
      }
    }
    if (compared.length === 0 || compared.length > MOST_ASKED)
      return say({
        ...subject,
        state: 'failed',
        error: new Error(compared.length === 0 ? 'It has no files.' : TOO_MANY),
      })
    say({ ...subject, state: 'hashing', read: 0 })
    hash(compared, signal, (read) => say({ ...subject, state: 'hashing', read })).then(compare, (error: Error) =>
      say({ ...subject, state: 'failed', error }),
    )
  }

  const cancel = () => {
    ending.current?.abort()
    setAsking(undefined)
    forget()
  }
  return { asking, ask, cancel }
}

/** Where the answer is kept for a while that was shown at this place of the history. */
const answerOf = (place: string) => [...roots.versions, 'which', place]

const TOO_MANY = `It has more than ${formatCount(MOST_ASKED)} files.`

/** Hashes files in a worker, which `signal` ends. */
function hash(files: ToHash, signal: AbortSignal, onRead: (read: number) => void): Promise<AskedFile[]> {
  const worker = new Worker(new URL('./hash-worker.ts', import.meta.url), { type: 'module' })
  signal.addEventListener('abort', () => worker.terminate())
  return new Promise<AskedFile[]>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Hashing>) => {
      if ('read' in data) onRead(data.read)
      else if ('hashed' in data) resolve(data.hashed)
      else reject(new Error(`${data.unreadable}: ${data.why}`))
    })
    worker.addEventListener('error', () =>
      reject(new Error('The code that reads files could not be loaded. Reload the page and try again.')),
    )
    worker.postMessage(files, { transfer: [] })
  }).finally(() => worker.terminate())
}
