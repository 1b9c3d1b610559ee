import { flushSync } from 'react-dom'
import { create } from 'zustand'
import { exactTime } from '../text/time.ts'

const usePrint = create(() => ({ isPrinting: false }))

/** Whether the page is laid out for paper: everything unfolded, all rows, exact times. */
export const usePrinting = (): boolean => usePrint(({ isPrinting }) => isPrinting)

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
    if (link.matches('table[data-printed] *') || isWithin(link) || isNamed(link)) continue
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
  if (!usePrint.getState().isPrinting) return
  for (const put of undo.splice(0)) put()
  flushSync(() => usePrint.setState({ isPrinting: false }))
}

/** Follows the browser's print dialog, and a preview of the print styles. */
export function watchPrinting(): void {
  const media = window.matchMedia('print')
  const follow = () => (media.matches ? toPaper() : toScreen())
  media.addEventListener('change', follow)
  window.addEventListener('beforeprint', toPaper)
  window.addEventListener('afterprint', follow)
}
