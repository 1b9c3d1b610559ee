import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
import type { ReactNode } from 'react'

type Props = {
  title: string
  /** Replaces the title where it is more than text, such as an editable name. */
  heading?: ReactNode
  /** The page's actions, top right, always visible. */
  actions?: ReactNode
  /** As high as the window: only a table inside scrolls. */
  fill?: boolean
  children: ReactNode
}

/** The frame of every page; it stays while its content loads or fails. */
export function Page({ title, heading, actions, fill, children }: Props) {
  return (
    <Box sx={[{ px: { xs: 4, md: 8 }, py: 5, minWidth: 0 }, fill === true && filling]}>
      <title>{`${title} · Modelshelf`}</title>
      <Stack direction="row" useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 3, mb: 4 }}>
        <Typography
          variant="h1"
          // Buttons in a heading are not part of its name.
          {...(typeof heading === 'object' && { 'aria-label': title })}
          tabIndex={-1} // continue from here after following a link
          sx={{ flex: '1 1 148px', minWidth: 0, overflowWrap: 'anywhere', outline: 'none' }}
        >
          {heading ?? title}
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

// The top bar takes 48 px, and the rail below 57 on a phone.
const filling = {
  display: 'flex',
  flexDirection: 'column',
  height: { xs: 'calc(100dvh - 105px)', md: 'calc(100dvh - 48px)' },
  minHeight: 420,
  pb: 0,
} as const
