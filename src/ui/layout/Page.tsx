import { type ReactNode, useEffect } from 'react'
import { useLocation } from 'react-router'
import { notePlace } from '../../places.ts'

type Props = {
  title: string
  /** Replaces the title. Where it is more than text, such as an editable name, it contains a `Heading`. */
  heading?: ReactNode
  /** The page's actions, top right, always visible. */
  actions?: ReactNode
  /** As high as the window: only a table inside scrolls. */
  fill?: boolean
  children: ReactNode
}

/** The frame of every page; it stays while its content loads or fails. */
export function Page({ title, heading, actions, fill, children }: Props) {
  const path = useLocation().pathname
  useEffect(() => notePlace({ title, path }), [title, path])
  return (
    <div className={fill ? 'page filling' : 'page'}>
      <title>{`${title} · Modelshelf`}</title>
      <div className="page-title">
        <div>{typeof heading === 'object' ? heading : <Heading>{heading ?? title}</Heading>}</div>
        {actions && (
          // The command palette finds the actions by this attribute.
          <div className="contents" data-page-actions="">
            {actions}
          </div>
        )}
      </div>
      {children}
    </div>
  )
}

/** The page's name, without the buttons beside it, which would be announced as parts of it. */
export const Heading = ({ children }: { children: ReactNode }) => (
  // Focusable, to continue from here after following a link.
  <h1 ref={keepFocus} tabIndex={-1}>
    {children}
  </h1>
)

let hadFocus = false

/** Hands the focus on when the name arrives and another element takes the heading's place. */
function keepFocus(heading: HTMLElement | null) {
  if (!heading) return undefined
  if (hadFocus) heading.focus({ preventScroll: true })
  hadFocus = false
  return () => {
    hadFocus = document.activeElement === heading
  }
}
