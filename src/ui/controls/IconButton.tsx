import type { ComponentProps } from 'react'
import { Link as RouterLink } from 'react-router'

type Named = {
  /** Accessible name. */
  label: string
  /** Shown on hover and focus; defaults to the label. */
  hint?: string
}

/** An icon button. A plain element styled by a class of base.css, because tables render many. */
export function IconButton({ label, hint = label, ...more }: Named & Omit<ComponentProps<'button'>, 'aria-label'>) {
  return <button type="button" className="icon-button" aria-label={label} data-hint={hint} {...more} />
}

/** A link styled as an icon button. */
export function IconLink({ label, hint = label, ...more }: Named & ComponentProps<typeof RouterLink>) {
  return <RouterLink className="icon-button" aria-label={label} data-hint={hint} {...more} />
}
