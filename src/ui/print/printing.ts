import { flushSync } from 'react-dom'
import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { create } from 'zustand'
import { exactTime } from '../text/time.ts'
import type { PagedList, PrintedList } from './paged-list.ts'

const usePrint = create(() => ({ isPrinting: false, isPreparing: false }))

/** Whether the page is laid out for paper: everything unfolded, all rows, exact times. */
export const usePrinting = (): boolean => usePrint(({ isPrinting }) => isPrinting)

/** Whether everything is wanted now because Ctrl+P was pressed, seen or not. Remains set until the page is printed. */
export const useForPaper = (): boolean => usePrint(({ isPreparing }) => isPreparing)

const lists = new Set<RefObject<PrintedList>>()

/** Loads the rest of a list, of which `count` rows are loaded, when Ctrl+P is pressed. */
export function useWholeOnPaper(paged: PagedList | undefined, count: number): void {
  const list = useRef<PrintedList>({ paged, count })
  useLayoutEffect(() => {
    list.current = { paged, count }
  }, [paged, count])
  useEffect(() => {
    lists.add(list)
    return () => void lists.delete(list)
  }, [])
}

/** Undoes what was changed for paper, outside of React. */
const undo: (() => void)[] = []

function toPaper(): void {
  if (usePrint.getState().isPrinting) return
  // The browser lays out the paper as soon as this returns.
  flushSync(() => usePrint.setState({ isPrinting: true }))
  const page = document.documentElement
  const theme = page.dataset['theme']
  page.dataset['theme'] = 'light'
  undo.push(() => {
    page.dataset['theme'] = theme
  })
  const main = document.querySelector('main')
  if (main) main.dataset['paper'] = `${location.href} · Printed ${exactTime(Date.now())}`
  for (const fold of document.querySelectorAll<HTMLDetailsElement>('main details:not([open])')) {
    fold.open = true
    undo.push(() => {
      fold.open = false
    })
  }
  for (const link of document.querySelectorAll<HTMLAnchorElement>('main a[href]')) {
    if (link.matches('[data-repeated] *') || isWithin(link) || isNamed(link)) continue
    link.dataset['address'] = link.href
    undo.push(() => {
      delete link.dataset['address'] // it may lead elsewhere when it is printed again
    })
  }
}

/** Leads to another view of this page, whose own address is printed. */
const isWithin = ({ origin, pathname }: HTMLAnchorElement) =>
  origin === location.origin && pathname === location.pathname
const isNamed = ({ href, textContent }: HTMLAnchorElement) => textContent.trim() === href

function toScreen(): void {
  if (usePrint.getState().isPreparing) usePrint.setState({ isPreparing: false })
  if (!usePrint.getState().isPrinting) return
  for (const put of undo.splice(0)) put()
  flushSync(() => usePrint.setState({ isPrinting: false }))
}

/** Loads what is missing on paper, and then opens the print dialog. Nothing can be loaded once it is open. */
async function printAll(isLoading: () => boolean): Promise<void> {
  if (usePrint.getState().isPreparing) return
  flushSync(() => usePrint.setState({ isPreparing: true }))
  const code = await import('./prepare.ts').catch(() => undefined) // missing after an update, it leaves what is here
  await code?.prepare([...lists], isLoading)
  window.print()
}

/**
 * Follows the browser's print dialog, and a preview of the print styles. Ctrl+P first loads what is out of view;
 * `isLoading` tells whether the page waits for data or code.
 */
export function watchPrinting(isLoading: () => boolean): void {
  window.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'p' || event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void printAll(isLoading)
  })
  const media = window.matchMedia('print')
  const follow = () => (media.matches ? toPaper() : toScreen())
  media.addEventListener('change', follow)
  window.addEventListener('beforeprint', toPaper)
  window.addEventListener('afterprint', follow)
}
