import type { ReactNode } from 'react'

type Props = { children: ReactNode; pressed: boolean; onChange: (pressed: boolean) => void; title?: string }

/** A filter that is on or off. */
export const FilterChip = ({ children, pressed, onChange, title }: Props) => (
  <button type="button" className="filter-chip" aria-pressed={pressed} title={title} onClick={() => onChange(!pressed)}>
    {children}
  </button>
)
