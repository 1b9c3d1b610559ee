import type { Role } from '#contract/server-info.ts'
import { Choice } from '../../../ui/forms/Choice.tsx'
import { roles } from './roles.ts'

type Props = { value: Role; onChange: (role: Role) => void; autoFocus?: boolean }

/** Chooses a server role and says what it may do. */
export const RoleField = ({ value, onChange, autoFocus = false }: Props) => (
  <Choice
    label="Role"
    fullWidth
    autoFocus={autoFocus}
    value={value}
    options={Object.entries(roles).map(([role, { name }]) => [role, name])}
    onChoose={onChange}
    helperText={roles[value].what}
  />
)
