import { type ReactNode, type Ref, useId } from 'react'

type Props = {
  title: string
  /** Actions at the end of the heading's line. */
  actions?: ReactNode
  /** For a section that a link leads to. */
  ref?: Ref<HTMLElement>
  children: ReactNode
}

/** A named part of a page. */
export function Section({ title, actions, ref, children }: Props) {
  const id = useId()
  return (
    <section className="section" ref={ref} tabIndex={ref ? -1 : undefined} aria-labelledby={id}>
      <div className="section-title">
        <h2 id={id}>{title}</h2>
        {actions && (
          // The command palette finds the actions by this attribute.
          <div className="contents" data-section-actions={title}>
            {actions}
          </div>
        )}
      </div>
      {children}
    </section>
  )
}
