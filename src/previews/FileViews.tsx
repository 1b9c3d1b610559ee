import Stack from '@mui/material/Stack'
import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import type { ReactNode } from 'react'

type Props<View extends string> = {
  views: readonly View[]
  value: View
  onChange: (view: View) => void
  /** Actions on the view, at the right. */
  children?: ReactNode
}

/** Tabs for the views of one file. */
export function FileViews<View extends string>({ views, value, onChange, children }: Props<View>) {
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 2, mb: 3 }}>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-label="View"
        value={value}
        onChange={(_, next: View | null) => next && onChange(next)}
      >
        {views.map((view) => (
          <ToggleButton key={view} value={view} sx={{ px: 3, py: 1, typography: 'button' }}>
            {view}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      {children}
    </Stack>
  )
}
