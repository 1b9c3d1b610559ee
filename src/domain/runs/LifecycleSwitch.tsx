import ToggleButton from '@mui/material/ToggleButton'
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup'
import type { ViewType } from '#contract/experiments.ts'

const words = { ACTIVE_ONLY: 'Active', DELETED_ONLY: 'Deleted', ALL: 'All' } as const

/** The `?view=` value for a view; '' for the default. */
const paramOf = (view: ViewType) => (view === 'ACTIVE_ONLY' ? '' : words[view].toLowerCase())

type Props = {
  /** Accessible name: “Runs to show”. */
  label: string
  value: ViewType
  /** Receives the new `?view=` value. */
  onChange: (view: string) => void
}

/** Switches between active, deleted and all. */
export function LifecycleSwitch({ label, value, onChange }: Props) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label={label}
      value={value}
      onChange={(_event, view: ViewType | null) => view && onChange(paramOf(view))}
    >
      {(['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL'] as const).map((view) => (
        <ToggleButton key={view} value={view}>
          {words[view]}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
