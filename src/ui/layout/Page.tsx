import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
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
    <Box sx={[{ px: { xs: 4, md: 8 }, py: 5, minWidth: 0 }, fill === true && filling]}>
      <title>{`${title} · Modelshelf`}</title>
      <Stack direction="row" useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 3, mb: 4 }}>
        <Typography variant="h1" component="div" sx={{ flex: '1 1 148px', minWidth: 0, overflowWrap: 'anywhere' }}>
          {typeof heading === 'object' ? heading : <Heading>{heading ?? title}</Heading>}
        </Typography>
        {actions && (
          // The command palette finds the actions by this attribute.
          <Box data-page-actions="" sx={{ display: 'contents' }}>
            {actions}
          </Box>
        )}
      </Stack>
      {children}
    </Box>
  )
}

/** The page's name, without the buttons beside it, which would be announced as parts of it. */
export const Heading = ({ children }: { children: ReactNode }) => (
  // Focusable, to continue from here after following a link.
  <Box ref={keepFocus} component="h1" tabIndex={-1} sx={{ font: 'inherit', m: 0, minWidth: 0, outline: 'none' }}>
    {children}
  </Box>
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

// The top bar takes 48 px, and the rail below 57 on a phone.
const filling = {
  display: 'flex',
  flexDirection: 'column',
  height: { xs: 'calc(100dvh - 105px)', md: 'calc(100dvh - 48px)' },
  minHeight: 420,
  pb: 0,
} as const
