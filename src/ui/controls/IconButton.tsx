import type { ComponentProps } from 'react'
import { Link as RouterLink } from 'react-router'

type Named = {
  /** Its name, for who does not see the icon. */
  label: string
  /** Shown on hover and focus; its name, unless something shorter says enough. */
  hint?: string
}

/** A button that is an icon. Plain, for tables have many: its looks are a class of theme.ts. */
export function IconButton({ label, hint = label, ...more }: Named & Omit<ComponentProps<'button'>, 'aria-label'>) {
  return <button type="button" className="icon-button" aria-label={label} data-hint={hint} {...more} />
}

/** A link that looks like one. */
export function IconLink({ label, hint = label, ...more }: Named & ComponentProps<typeof RouterLink>) {
  return <RouterLink className="icon-button" aria-label={label} data-hint={hint} {...more} />
}
