import Checkbox from '@mui/material/Checkbox'
import FormControlLabel from '@mui/material/FormControlLabel'

type Props = { label: string; isChecked: boolean; isDisabled?: boolean; onChange: (checked: boolean) => void }

/** A checkbox with its label, in a line of its own. */
export const Tick = ({ label, isChecked, isDisabled = false, onChange }: Props) => (
  <FormControlLabel
    label={label}
    disabled={isDisabled}
    control={<Checkbox checked={isChecked} onChange={(event) => onChange(event.target.checked)} />}
    sx={{ display: 'flex', overflowWrap: 'anywhere' }}
  />
)
