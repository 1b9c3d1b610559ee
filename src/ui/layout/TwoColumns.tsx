import type { ReactNode } from 'react'

/** A main column and a side column (below it on a phone). */
export function TwoColumns({ children, aside }: { children: ReactNode; aside: ReactNode }) {
  return (
    <div className="two-columns">
      <div className="sections">{children}</div>
      <div>{aside}</div>
    </div>
  )
}
