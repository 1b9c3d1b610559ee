import Box from '@mui/material/Box'
import Stack from '@mui/material/Stack'
import Typography from '@mui/material/Typography'
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
    <Box
      component="section"
      ref={ref}
      tabIndex={ref ? -1 : undefined}
      aria-labelledby={id}
      sx={{ minWidth: 0, outline: 'none' }}
    >
      <Stack direction="row" sx={{ alignItems: 'center', gap: 2, minHeight: 32, mb: 1 }}>
        <Typography variant="h2" id={id} sx={{ flex: 1 }}>
          {title}
        </Typography>
        {actions && (
          // The command palette finds the actions by this attribute.
          <Box data-section-actions={title} sx={{ display: 'contents' }}>
            {actions}
          </Box>
        )}
      </Stack>
      {children}
    </Box>
  )
}
