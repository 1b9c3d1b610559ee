import TextField from '@mui/material/TextField'
import type { Role } from '#contract/server-info.ts'
import { roles } from './roles.ts'

type Props = { value: Role; onChange: (role: Role) => void; autoFocus?: boolean }

/** Chooses a server role and says what it may do. */
export const RoleField = ({ value, onChange, autoFocus = false }: Props) => (
  <TextField
    select
    label="Role"
    fullWidth
    autoFocus={autoFocus}
    value={value}
    onChange={(event) => onChange(event.target.value as Role)} // an option's value
    helperText={roles[value].what}
    slotProps={{ select: { native: true } }}
  >
    {Object.entries(roles).map(([role, { name }]) => (
      <option key={role} value={role}>
        {name}
      </option>
    ))}
  </TextField>
)
