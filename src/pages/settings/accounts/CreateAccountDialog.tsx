import Stack from '@mui/material/Stack'
import TextField from '@mui/material/TextField'
import { useState } from 'react'
import type { Person } from '#contract/accounts/account-calls.ts'
import type { Role } from '#contract/server-info.ts'
import { useAccountCall } from '../../../api/accounts.ts'
import { ConfirmDialog } from '../../../ui/forms/ConfirmDialog.tsx'
import { answerOf } from '../../../ui/forms/write.ts'
import { LinkShown } from './LinkShown.tsx'
import { RoleField } from './RoleField.tsx'

type Props = { kind: Person['kind']; onClose: () => void }

/** Invites a person, and shows the link to send them; or creates a service account. */
export function CreateAccountDialog({ kind, onClose }: Props) {
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('contributor')
  const [secret, setSecret] = useState<string>()
  const write = useAccountCall('createPerson')
  const start = async () => {
    const created = await answerOf(write, { name: name.trim(), role, kind })
    if (created?.secret !== undefined) setSecret(created.secret)
    else if (created) onClose()
  }
  if (secret !== undefined)
    return <LinkShown title={`Invitation for ${name.trim()}`} name={name.trim()} secret={secret} onClose={onClose} />
  const isService = kind === 'service'
  const confirm = isService ? 'Create service account' : 'Invite person'
  return (
    <ConfirmDialog
      title={confirm}
      confirm={confirm}
      disabled={name.trim() === ''}
      write={write}
      onConfirm={() => void start()}
      onClose={onClose}
    >
      <Stack spacing={4} sx={{ pt: 2 }}>
        <TextField
          label={isService ? 'Name' : 'User name'}
          autoFocus
          fullWidth
          value={name}
          onChange={(event) => setName(event.target.value)}
          helperText={
            isService
              ? 'For CI and other programs: it uses tokens, and cannot sign in or approve.'
              : 'Others see this name. It cannot be changed later.'
          }
          slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off', spellCheck: false } }}
        />
        <RoleField value={role} onChange={setRole} />
      </Stack>
    </ConfirmDialog>
  )
}
