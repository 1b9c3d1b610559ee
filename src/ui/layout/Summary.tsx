import type { ReactNode } from 'react'

/** The key facts (`Fact`), side by side under the name. */
export function Summary({ children }: { children: ReactNode }) {
  return <dl className="summary">{children}</dl>
}
