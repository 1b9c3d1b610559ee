import type { RefObject } from 'react'
import { dismissToast, toast } from '../feedback/toast.ts'
import { MOST_PRINTED, type PrintedList } from './paged-list.ts'

/** Milliseconds after which a person is told what takes so long. */
const SILENT = 400
/** Milliseconds between two looks at whether the page still loads. */
const LOOK = 50

/** Loads the rest of all lists, and waits for everything else that is loading. A person can stop it. */
export async function prepare(lists: readonly RefObject<PrintedList>[], isLoading: () => boolean): Promise<void> {
  const stopper = new AbortController()
  let shown: number | undefined
  const say = setTimeout(() => {
    const action = { text: 'Print what is loaded', run: () => stopper.abort() }
    shown = toast({ text: 'Loading everything to print…', action })
  }, SILENT)
  for (const list of lists) {
    let { paged } = list.current
    while (
      !stopper.signal.aborted &&
      paged?.hasNextPage &&
      !paged.isFetchNextPageError &&
      list.current.count < MOST_PRINTED
    ) {
      const found = await paged.fetchNextPage()
      if (found.isError || !found.hasNextPage) break
      await pause() // until the rows are counted
      paged = list.current.paged
    }
  }
  // Data that has come may bring in code, and code may ask for data.
  for (let quiet = 0; quiet < 2 && !stopper.signal.aborted; quiet = isLoading() ? 0 : quiet + 1) await pause()
  clearTimeout(say)
  if (shown !== undefined) dismissToast(shown)
}

const pause = () => new Promise((resolve) => setTimeout(resolve, LOOK))
